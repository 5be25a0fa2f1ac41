package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.ToolDifference;
import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the matches on transport headers share.
public final class Ports {
  private Ports() {}

  /// The ports of a canonical `port` or `first:last`.
  public static Ranges of(String text) {
    return Ranges.of(Numbers.range(text));
  }

  /// What a match on a transport header asks.
  ///
  /// @param other what an option asks, without its negation, that is neither `--sport` nor
  ///   `--dport`
  public static Condition meaning(Match match, Function<Option, Condition> other) {
    var all = new ArrayList<Condition>();
    all.add(inThisFragment());
    for (Option option : match.options()) {
      Condition plain =
          switch (option.name()) {
            case "--sport" -> Condition.test(Field.SOURCE_PORT, of(option.value()));
            case "--dport" -> Condition.test(Field.DESTINATION_PORT, of(option.value()));
            default -> other.apply(option);
          };
      all.add(Condition.not(option.negated(), plain));
    }
    return Condition.allOf(all);
  }

  /// The transport header is in this packet: later fragments have none, and neither polarity of a
  /// match on it is met (xt_tcpudp.c returns false for a fragment offset; measured on the legacy
  /// back end; the nft back end reads payload there, but only where nothing reassembles).
  public static Condition inThisFragment() {
    return Condition.test(Field.FRAGMENT, 0, 2);
  }

  /// What iptables-nft makes of `! --sport 22 ! --dport 80`: one comparison of four bytes, which is
  /// met by all packets but those with both ports. Ranges are compared one after the other, and so
  /// are ports that are not both negated; measured with `nft --debug=netlink list ruleset`.
  public static List<ToolDifference> misreadByNft(Options given) {
    boolean both =
        Stream.of("--sport", "--dport")
            .allMatch(name ->
                given
                    .option(name)
                    .filter(o -> o.negated() && !o.value().contains(":"))
                    .isPresent());
    return both
        ? List.of(
            new ToolDifference(
                ReadingCodes.MISREAD_BY_NFT,
                "--dport",
                "iptables-nft-restore loads `"
                    + given.options().getFirst()
                    + " "
                    + given.options().get(1)
                    + "` as one comparison: it takes packets with one of the two ports, too",
                "write `-m multiport ! --dports "
                    + given.option("--dport").orElseThrow().value()
                    + "` for the second"))
        : List.of();
  }
}
