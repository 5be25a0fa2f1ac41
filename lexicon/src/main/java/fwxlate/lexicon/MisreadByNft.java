package fwxlate.lexicon;

import fwxlate.ruleset.Match;
import java.util.stream.Stream;

/// What iptables-nft loads as another rule than the one that is written; measured on iptables 1.8.9
/// with `nft --debug=netlink list ruleset`.
public final class MisreadByNft {
  private MisreadByNft() {}

  /// `! --sport 22 ! --dport 80` becomes one comparison of four bytes, which is met by all packets
  /// but those with both ports. Ranges are compared one after the other, and so are ports that are
  /// not both negated.
  public static boolean negatesTwoPorts(Match match) {
    return (match.name().equals("tcp") || match.name().equals("udp"))
        && Stream.of("--sport", "--dport")
            .allMatch(name ->
                match
                    .option(name)
                    .filter(o -> o.negated() && !o.value().contains(":"))
                    .isPresent());
  }
}
