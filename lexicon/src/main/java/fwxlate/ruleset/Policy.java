package fwxlate.ruleset;

/// What a built-in chain does with packets that no rule decided.
public enum Policy {
  ACCEPT,
  DROP
}
