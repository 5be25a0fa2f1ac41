package fwxlate.grammar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is particular about a line: dialects of old savers, and names that mean two things.
final class RuleReaderTest {
  /// The rules of a file with these lines in its only table, as they are printed.
  private static List<String> rules(String table, Family family, String... lines) {
    Reading reading = read(table, family, lines);
    assertThat(errors(reading)).isEmpty();
    var rules = new ArrayList<String>();
    for (Table one : reading.ruleset().tables()) {
      for (Chain chain : one.chains()) {
        chain.rules().forEach(r -> rules.add(SaveWriter.line(chain.name(), r)));
      }
    }
    return rules;
  }

  private static List<String> filter(String... lines) {
    return rules("filter", Family.IPV4, lines);
  }

  private static List<String> errors(String... lines) {
    return errors(read("filter", Family.IPV4, lines));
  }

  private static List<String> errors(Reading reading) {
    return reading.findings().stream()
        .filter(f -> f.severity() == Severity.ERROR)
        .map(Finding::message)
        .toList();
  }

  private static Reading read(String table, Family family, String... lines) {
    String text = "*" + table + "\n" + String.join("\n", lines) + "\nCOMMIT\n";
    return SaveReader.read("rules", text.getBytes(UTF_8), family);
  }

  // ---- chains with the names of targets: measured with iptables 1.8.9, both back ends

  @Test
  void aChainIsMeantWhateverTargetHasItsName() {
    assertThat(read("filter", Family.IPV4, ":LOG - [0:0]", "-A INPUT -j LOG").ruleset().tables())
        .flatExtracting(Table::chains)
        .flatExtracting(Chain::rules)
        .extracting(r -> r.target().orElseThrow())
        .containsExactly(new fwxlate.ruleset.Target.Jump("LOG", false));
  }

  @Test
  void aChainNeedsNoOptionsOfTheTarget() {
    assertThat(filter(":MARK - [0:0]", "-A INPUT -j MARK", "-A FORWARD -g MARK"))
        .containsExactly("-A INPUT -j MARK", "-A FORWARD -g MARK");
    assertThat(filter(":REJECT - [0:0]", "-A INPUT -j REJECT"))
        .containsExactly("-A INPUT -j REJECT");
    assertThat(filter(":ACCOUNT - [0:0]", "-A INPUT -j ACCOUNT"))
        .containsExactly("-A INPUT -j ACCOUNT");
  }

  @Test
  void aChainTakesNoOptionsOfTheTarget() {
    assertThat(errors(":MARK - [0:0]", "-A INPUT -j MARK --set-mark 1"))
        .containsExactly("nothing in this rule has an option `--set-mark`");
  }

  @Test
  void aChainThatIsDeclaredLaterIsNotMeant() {
    assertThat(errors("-A INPUT -j MARK", ":MARK - [0:0]")).hasSize(1);
  }

  // ---- counters

  @Test
  void aCommaMayStandBetweenCounters() {
    assertThat(filter("-A FORWARD -c 2,3 -j ACCEPT", "-A FORWARD -c 2,3,4 -j DROP"))
        .isEqualTo(filter("-A FORWARD -c 2 3 -j ACCEPT", "-A FORWARD -c 2 3 -j DROP"));
    assertThat(errors("-A FORWARD -c 2, -j ACCEPT")).hasSize(1);
    assertThat(errors("-A FORWARD -c ,3 -j ACCEPT")).hasSize(1);
    assertThat(errors("-A FORWARD -c 2 -j ACCEPT")).hasSize(1);
  }

  // ---- what old savers glue together

  @Test
  void anExclamationMarkThatSticksToTheMatchBelongsToItsOption() {
    assertThat(filter("-A INPUT -m quota!  --quota 0"))
        .isEqualTo(filter("-A INPUT -m quota ! --quota 0"));
    assertThat(errors("-A INPUT -m quota! -j ACCEPT")).hasSize(1);
  }

  @Test
  void anOptionThatSticksToAValueIsAnOption() {
    assertThat(filter("-A INPUT -j NFQUEUE --queue-balance 0:6--queue-bypass "))
        .isEqualTo(filter("-A INPUT -j NFQUEUE --queue-balance 0:6 --queue-bypass"));
    assertThat(
            filter(
                "-A INPUT -m hashlimit --hashlimit-upto 1/sec --hashlimit-name a"
                    + " --hashlimit-htable-gcinterval 60000--hashlimit-htable-expire 2000"))
        .isEqualTo(
            filter(
                "-A INPUT -m hashlimit --hashlimit-upto 1/sec --hashlimit-name a"
                    + " --hashlimit-htable-gcinterval 60000 --hashlimit-htable-expire 2000"));
  }

  @Test
  void anOptionThatSticksToATargetIsAnOption() {
    assertThat(rules("mangle", Family.IPV4, "-A PREROUTING -j CONNSECMARK--restore"))
        .containsExactly("-A PREROUTING -j CONNSECMARK --restore");
    assertThat(
            rules(
                "mangle",
                Family.IPV6,
                "-A PREROUTING -j DNPT--src-pfx fd00::/64 --dst-pfx 2001:db8::/64"))
        .containsExactly("-A PREROUTING -j DNPT --src-pfx fd00::/64 --dst-pfx 2001:db8::/64");
  }

  @Test
  void aValueThatEndsLikeAnOptionIsAValue() {
    assertThat(filter("-A INPUT -j LOG --log-prefix a--log-uid"))
        .containsExactly("-A INPUT -j LOG --log-prefix a--log-uid");
    assertThat(filter(":CONNSECMARK--save - [0:0]", "-A INPUT -j CONNSECMARK--save"))
        .containsExactly("-A INPUT -j CONNSECMARK--save");
  }

  @Test
  void whatASaverDidNotPrintIsNotGuessed() {
    // 1.4.2 prints neither UNTRACKED nor --ctdir, 1.4.12 makes 0 of any protocol
    assertThat(errors("-A INPUT -m conntrack --ctproto 0")).hasSize(1);
    assertThat(errors("-A INPUT -m conntrack --ctstate  ")).hasSize(1);
    assertThat(errors("-A INPUT -m conntrack ")).hasSize(1);
  }

  @Test
  void theNegationOfOldSaversIsRead() {
    assertThat(
            filter(
                "-A FORWARD -i ! eth0 ",
                "-A FORWARD -p ! udp -j ACCEPT ",
                "-A FORWARD -p esp -m esp --espspi ! 0:4294967294 ",
                "-A FORWARD -m length --length ! 0:65535 ",
                "-A FORWARD -m string --string ! \"test\" --algo kmp --to 65535 "))
        .containsExactly(
            "-A FORWARD ! -i eth0",
            "-A FORWARD ! -p udp -j ACCEPT",
            "-A FORWARD -p esp -m esp ! --espspi 0:4294967294",
            "-A FORWARD -m length ! --length 0:65535",
            "-A FORWARD -m string ! --string \"test\" --algo kmp");
    assertThat(
            rules(
                "filter",
                Family.IPV6,
                "-A INPUT -d ! ::/128 ",
                "-A INPUT -m dst --dst-len ! 42 ",
                "-A INPUT -m frag --fragid ! 1 --fraglen ! 42 --fragres --fragfirst ",
                "-A INPUT -m rt --rt-type 0 --rt-segsleft ! 1:23 --rt-len ! 42 --rt-0-res "))
        .containsExactly(
            "-A INPUT ! -d ::/128",
            "-A INPUT -m dst ! --dst-len 42",
            "-A INPUT -m frag ! --fragid 1 ! --fraglen 42 --fragres --fragfirst",
            "-A INPUT -m rt --rt-type 0 ! --rt-segsleft 1:23 ! --rt-len 42 --rt-0-res");
  }
}
