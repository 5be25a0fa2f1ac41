package fwxlate.lexicon;

import java.util.Set;

/// Names of targets that exist somewhere (kernels and tools with patches of their own) but are not
/// in the lexicon: `-j NAME` is then such a target and not a chain that was forgotten.
public final class KnownTargets {
  private static final Set<String> NAMES =
      Set.of(
          "DHCPADDR",
          "FLOWOFFLOAD",
          "FULLCONENAT",
          "IMQ",
          "MEDIAPROXY",
          "NDPI",
          "RAWDNAT",
          "RAWSNAT",
          "RTPENGINE",
          "STEAL");

  private KnownTargets() {}

  public static boolean isKnown(String name) {
    return NAMES.contains(name);
  }
}
