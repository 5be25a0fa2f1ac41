package fwxlate.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the entries say together of a rule.
class LexiconTest {
  private static final Match ANY_SOURCE =
      Match.of(Match.BASE, Option.of("-s", "0.0.0.0/0").negate(true));

  private static List<ToolDifference> differences(Match base, Target target, Match... matches) {
    return Lexicon.differences(new Rule(base, List.of(matches), target));
  }

  private static Match ports(String name, String source, String destination) {
    return Match.of(
        name,
        Option.of("--sport", source).negate(true),
        Option.of("--dport", destination).negate(true));
  }

  @Test
  void differencesStandInTheOrderOfTheRulesWords() {
    assertThat(
            differences(
                ANY_SOURCE,
                Target.call("QUEUE"),
                ports("udp", "1", "2"),
                Match.of("geoip", Option.of("--source-country", "DE"))))
        .extracting(ToolDifference::code)
        .containsExactly(
            ReadingCodes.REFUSED_BY_NFT,
            ReadingCodes.MISREAD_BY_NFT,
            ReadingCodes.EXTENSION_NOT_SHIPPED,
            ReadingCodes.REFUSED_BY_NFT);
  }

  @Test
  void onlySinglePortsThatAreBothNegatedAreMisread() {
    assertThat(differences(Match.ANY, Target.call("DROP"), ports("tcp", "1:3", "2"))).isEmpty();
    assertThat(
            differences(
                Match.ANY,
                Target.call("DROP"),
                Match.of("tcp", Option.of("--sport", "1"), Option.of("--dport", "2").negate(true))))
        .isEmpty();
    assertThat(differences(Match.ANY, Target.call("DROP"), ports("sctp", "1", "2"))).isEmpty();
    assertThat(differences(Match.ANY, Target.call("DROP"), ports("tcp", "1", "2")))
        .containsExactly(
            new ToolDifference(
                ReadingCodes.MISREAD_BY_NFT,
                "--dport",
                "iptables-nft-restore loads `! --sport 1 ! --dport 2` as one comparison: it takes"
                    + " packets with one of the two ports, too",
                "write `-m multiport ! --dports 2` for the second"));
  }

  @Test
  void anOptionThatIsLostIsToldOnlyWhereItStands() {
    assertThat(differences(Match.ANY, Target.call("NFLOG", Option.of("--nflog-range", "64"))))
        .containsExactly(
            new ToolDifference(
                ReadingCodes.OPTION_LOST,
                "--nflog-range",
                "iptables-nft-restore takes `--nflog-range` and forgets it;"
                    + " iptables-legacy-restore keeps it",
                "write `--nflog-size`"));
    assertThat(differences(Match.ANY, Target.call("NFLOG", Option.of("--nflog-size", "64"))))
        .isEmpty();
  }

  @Test
  void whatIptablesDoesNotShipIsToldOnce() {
    assertThat(differences(Match.ANY, Target.call("TARPIT"), Match.of("unclean")))
        .containsExactly(
            new ToolDifference(
                ReadingCodes.EXTENSION_NOT_SHIPPED,
                "unclean",
                "iptables 1.8.9 ships no match `unclean`: the file loads only where somebody has"
                    + " installed it",
                "look with `iptables -m unclean --help` on the host in question",
                true),
            new ToolDifference(
                ReadingCodes.EXTENSION_NOT_SHIPPED,
                "TARPIT",
                "iptables 1.8.9 ships no target `TARPIT`: the file loads only where somebody has"
                    + " installed it",
                "look with `iptables -j TARPIT --help` on the host in question",
                true));
  }

  @Test
  void aJumpAndAnUnknownMatchDifferInNothing() {
    assertThat(differences(Match.ANY, new Target.Jump("QUEUE", false), Match.of("hello")))
        .isEmpty();
  }

  @Test
  void aTargetIsOneOfTheLexiconOrKnownByNameOnly() {
    assertThat(List.of("LOG", "TARPIT", "NDPI", "my-chain", "log"))
        .filteredOn(Lexicon::isTarget)
        .containsExactly("LOG", "TARPIT", "NDPI");
  }
}
