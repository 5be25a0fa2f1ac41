package fwxlate.translator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.engine.Budget;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.testkit.SomeSets;
import fwxlate.translator.Translator;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.theorem.Translated;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What passes do where a question takes more than the budget: what is worse, and never what is
/// more convenient. Each expectation stands beside what comes of the same rules with a budget.
class TooLargeTest {
  private static Translated translated(Budget budget, List<String> map, String text) {
    return Translator.translate(
        SomeRulesets.read(text, Family.IPV4),
        TranslationOptions.defaults("rules.v4", SomeMaps.of(map)).with(budget));
  }

  private static String filter(String input, String forward, String... rules) {
    return "*filter\n:INPUT "
        + input
        + " [0:0]\n:FORWARD "
        + forward
        + " [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        + String.join("\n", rules)
        + "\nCOMMIT\n";
  }

  private static List<String> codes(Translated translated) {
    return translated.findings().stream()
        .map(f -> f.code().id() + " " + f.severity() + " " + f.place().span().line())
        .toList();
  }

  private static List<String> ids(Translated translated, String chain) {
    return translated
        .ruleset()
        .table("filter")
        .orElseThrow()
        .chain(chain)
        .orElseThrow()
        .rules()
        .stream()
        .map(Rule::body)
        .filter(body -> body.contains("fwxlate:"))
        .map(body -> body.replaceFirst(".*fwxlate:(\\w+) .*", "$1"))
        .distinct()
        .toList();
  }

  @Test
  void aRefusalThatIsLeftOutLeavesSomethingOpen() {
    // nobody gets in: nothing is opened
    String rules = filter("DROP", "DROP", "-A INPUT -s 203.0.113.7/32 -p tcp -j DROP");
    assertThat(codes(translated(Budget.DEFAULT, List.of(), rules)))
        .containsExactly("FWX2003 NOTE 5");
    assertThat(codes(translated(Budget.NONE, List.of(), rules))).containsExactly("FWX2002 ERROR 5");
  }

  @Test
  void whatIpv6NeedsIsInserted() {
    String rules = filter("ACCEPT", "ACCEPT", "-A INPUT -p tcp -m tcp --dport 23 -j DROP");
    assertThat(ids(translated(Budget.DEFAULT, List.of(), rules), "INPUT")).isEmpty();
    assertThat(ids(translated(Budget.NONE, List.of(), rules), "INPUT"))
        .containsExactly("H1", "H2", "H3", "H4", "H5", "H6", "R1", "R3");
  }

  @Test
  void aPortForwardIsNotCertainToBeLetThrough() {
    String rules =
        filter(
                "DROP",
                "DROP",
                "-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT",
                "-A FORWARD -j DROP")
            + "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
            + ":POSTROUTING ACCEPT [0:0]\n"
            + "-A PREROUTING -i eth0 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.5\n"
            + "COMMIT\n";
    List<String> map = List.of("10.0.0.5 = 2001:db8::5");
    assertThat(ids(translated(Budget.DEFAULT, map, rules), "FORWARD")).contains("FWD");
    Translated spent = translated(Budget.NONE, map, rules);
    assertThat(ids(spent, "FORWARD")).doesNotContain("FWD");
    assertThat(spent.findings().stream().map(Finding::message))
        .anyMatch(m -> m.startsWith("the port forward is left out: it is not certain"));
  }

  @Test
  void hostsThatWereHiddenMayBeReachable() {
    String rules =
        filter("DROP", "DROP", "-A FORWARD -i lan0 -j ACCEPT")
            + "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
            + ":POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -o wan0 -j MASQUERADE\nCOMMIT\n";
    assertThat(codes(translated(Budget.DEFAULT, List.of(), rules)))
        .noneMatch(code -> code.startsWith("FWX2007"));
    assertThat(translated(Budget.NONE, List.of(), rules).findings().stream().map(Finding::message))
        .anyMatch(m -> m.contains("are reachable on IPv6 from wan0, as far as is known"));
  }

  @Test
  void aTwinIsNotKnownToBeTheImageOfItsSet() {
    Ipsets sets = SomeSets.known("create a hash:net family inet\nadd a 192.0.2.0/24\n");
    String rules = filter("DROP", "DROP", "-A INPUT -m set --match-set a src -j ACCEPT");
    var options =
        TranslationOptions.defaults(
                "rules.v4", SomeMaps.of(List.of("192.0.2.0/24 = 2001:db8:1::/64")))
            .with(new TranslationOptions.KnownSets(sets, false));
    Ruleset v4 = SomeRulesets.read(rules, Family.IPV4);
    assertThat(Translator.translate(v4, options).sets().isImage("a")).isTrue();
    assertThat(Translator.translate(v4, options.with(Budget.NONE)).sets().isImage("a")).isFalse();
  }
}
