package fwxlate.kernel;

import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Rule;
import java.util.Optional;

/// What one back end does otherwise than the other, and than the lexicon says: the one list of what
/// comparisons leave out by name. Each was measured, and has a test that states it, with iptables
/// 1.8.9 on Linux 6.18 (docs/kernel.md).
public enum KnownDifference {
  /// `! --sport 22 ! --dport 80` is loaded as one comparison of four bytes.
  NEGATED_PORTS("iptables-nft reads two negated ports as one comparison"),
  LATER_FRAGMENTS("nft reads ports where a later fragment has none"),
  AH_IN_IPV6("ip6tables-legacy has no `-p ah` and sees what is behind the header");

  private static final int AH = 51;

  private final String text;

  KnownDifference(String text) {
    this.text = text;
  }

  /// For people.
  public String text() {
    return text;
  }

  /// Why a rule means something else on a back end, if it does.
  public static Optional<KnownDifference> of(Backend backend, Rule rule) {
    boolean misread =
        Lexicon.differences(rule).stream()
            .anyMatch(d -> d.code().equals(ReadingCodes.MISREAD_BY_NFT));
    return backend == Backend.NFT && misread ? Optional.of(NEGATED_PORTS) : Optional.empty();
  }

  /// Why rules may see something else in a packet on a back end, if they do.
  public static Optional<KnownDifference> of(Backend backend, Family family, Packet packet) {
    if (backend == Backend.NFT && packet.value(Field.FRAGMENT).toLong() > 2) {
      return Optional.of(LATER_FRAGMENTS);
    }
    if (backend == Backend.LEGACY
        && family == Family.IPV6
        && packet.value(Field.PROTOCOL).toLong() == AH) {
      return Optional.of(AH_IN_IPV6);
    }
    return Optional.empty();
  }
}
