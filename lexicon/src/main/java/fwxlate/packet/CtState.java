package fwxlate.packet;

/// The connection tracking state of a packet; the ordinal is the value of [Field#CT_STATE].
public enum CtState {
  INVALID,
  NEW,
  ESTABLISHED,
  RELATED,
  UNTRACKED
}
