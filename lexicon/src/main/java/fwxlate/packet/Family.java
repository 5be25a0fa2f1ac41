package fwxlate.packet;

/// The two address families that netfilter keeps separate rules for.
public enum Family {
  IPV4,
  IPV6
}
