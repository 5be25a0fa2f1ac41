package fwxlate.packet;

/// The connection tracking state of a packet.
public enum CtState {
  INVALID(0),
  NEW(1),
  ESTABLISHED(2),
  RELATED(3),
  UNTRACKED(4);

  private final int value;

  CtState(int value) {
    this.value = value;
  }

  /// The value of [Field#CT_STATE].
  public int value() {
    return value;
  }

  /// The state of a value of [Field#CT_STATE], 0 to 4.
  public static CtState of(long value) {
    for (CtState state : values()) {
      if (state.value == value) {
        return state;
      }
    }
    throw new IllegalArgumentException("no conntrack state " + value);
  }
}
