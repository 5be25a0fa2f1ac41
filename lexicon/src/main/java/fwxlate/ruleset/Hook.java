package fwxlate.ruleset;

import java.util.List;

/// A place on a packet's way where tables hang their built-in chains (NF_INET_*); its name is that
/// of the chain. User chains are no hooks: they have names only.
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /// The hooks of a table of the kernel, in the savers' order; none for another name.
  public static List<Hook> of(String table) {
    return switch (table) {
      case "filter", "security" -> List.of(INPUT, FORWARD, OUTPUT);
      case "nat" -> List.of(PREROUTING, INPUT, OUTPUT, POSTROUTING);
      case "mangle" -> List.of(PREROUTING, INPUT, FORWARD, OUTPUT, POSTROUTING);
      case "raw" -> List.of(PREROUTING, OUTPUT);
      default -> List.of();
    };
  }

  /// Whether a chain is the built-in one of this hook.
  public boolean is(String chain) {
    return name().equals(chain);
  }
}
