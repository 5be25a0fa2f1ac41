package fwxlate.packet;

/// Where rules have sent a packet before it is routed.
public enum Route {
  /// Nowhere: the routes say.
  BY_ITS_DESTINATION(0),
  /// To this host: REDIRECT, TPROXY, DNAT to a loopback address.
  THIS_HOST(1),
  /// To another host: DNAT, NETMAP.
  ANOTHER_HOST(2);

  private final int value;

  Route(int value) {
    this.value = value;
  }

  /// The value of [Field#ROUTE].
  public int value() {
    return value;
  }
}
