package fwxlate.analyzer.engine;

/// Which of two rulesets in one space: the IPv4 one and the IPv6 one, the old and the new.
public enum Side {
  FIRST,
  SECOND
}
