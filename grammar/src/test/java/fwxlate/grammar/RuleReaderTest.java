package fwxlate.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is particular about a line: dialects of old savers, and names that mean two things.
final class RuleReaderTest {
  /// The rules of a file with these lines in its only table, as they are printed.
  private static List<String> rules(String table, Family family, String... lines) {
    Sample sample = Sample.table(table, family, lines);
    assertThat(sample.errors()).isEmpty();
    return sample.rules();
  }

  private static List<String> filter(String... lines) {
    return rules("filter", Family.IPV4, lines);
  }

  private static List<String> errors(String... lines) {
    return Sample.filter(lines).errors();
  }

  private static List<String> said(String... lines) {
    return Sample.filter(lines).said();
  }

  // ---- chains with the names of targets: measured with iptables 1.8.9, both back ends

  @Test
  void aChainIsMeantWhateverTargetHasItsName() {
    assertThat(Sample.filter(":LOG - [0:0]", "-A INPUT -j LOG").reading().ruleset().tables())
        .flatExtracting(Table::chains)
        .flatExtracting(Chain::rules)
        .extracting(r -> r.target().orElseThrow())
        .containsExactly(new Target.Jump("LOG", false));
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

  // ---- negation

  @Test
  void aNegationBelongsToTheNextOption() {
    assertThat(filter("-A FORWARD ! -s 10.0.0.0/8 -i eth0 ! -o eth1 -p tcp ! --dport 22 -j DROP"))
        .containsExactly(
            "-A FORWARD ! -s 10.0.0.0/8 -i eth0 ! -o eth1 -p tcp -m tcp ! --dport 22 -j DROP");
  }

  @Test
  void aNegationStandsOnceAndBeforeWhatCanBeNegated() {
    assertThat(said("-A INPUT ! ! -i eth0")).containsExactly("FWX1004 2:12 [!] `!` stands twice");
    assertThat(said("-A INPUT ! -j DROP"))
        .containsExactly("FWX1004 2:12 [-j] `-j` cannot be negated");
    assertThat(said("-A INPUT ! -m tcp"))
        .containsExactly("FWX1004 2:12 [-m] `-m` cannot be negated");
    assertThat(said(":A - [0:0]", "-A INPUT ! -g A"))
        .containsExactly("FWX1004 3:12 [-g] `-g` cannot be negated");
    assertThat(said("-A INPUT -m comment ! --comment a"))
        .containsExactly("FWX1004 2:23 [--comment] `--comment` cannot be negated");
    assertThat(said("-A INPUT -j DROP !")).containsExactly("FWX1003 2:18 [!] `!` lacks an option");
    assertThat(said("-A INPUT ! -s 10.0.0.1,10.0.0.2"))
        .containsExactly("FWX1004 2:15 [10.0.0.1,10.0.0.2] a list of addresses cannot be negated");
  }

  @Test
  void whereAnOldNegationStandsIsSaid() {
    assertThat(said("-A INPUT -i ! eth0"))
        .containsExactly(
            "FWX1018 2:13 [!] `!` stands after its option, where tools since 1.4.12 refuse it");
  }

  // ---- what is given once

  @Test
  void anOptionIsGivenOnce() {
    assertThat(said("-A INPUT -i eth0 -i eth1"))
        .containsExactly("FWX1014 2:18 [-i] `-i` is given twice");
    assertThat(said("-A INPUT -i eth0 --in-interface eth0"))
        .containsExactly("FWX1014 2:18 [--in-interface] `--in-interface` is given twice");
    assertThat(said("-A INPUT -s 10.0.0.1 -s 10.0.0.2"))
        .containsExactly("FWX1014 2:25 [10.0.0.2] `-s` is given twice");
    assertThat(said("-A INPUT -p tcp --dport 1 --dport 2"))
        .containsExactly("FWX1014 2:27 [--dport] `--dport` is given twice");
    assertThat(said("-A INPUT -j DROP -j ACCEPT"))
        .containsExactly("FWX1014 2:21 [ACCEPT] the rule has a second target");
    assertThat(said(":A - [0:0]", "-A INPUT -j DROP -g A"))
        .containsExactly("FWX1014 3:21 [A] the rule has a second target");
  }

  @Test
  void aMatchMayBeLoadedTwice() {
    assertThat(filter("-A INPUT -m mark --mark 0x1 -m mark ! --mark 0x2"))
        .containsExactly("-A INPUT -m mark --mark 0x1 -m mark ! --mark 0x2");
  }

  // ---- who takes an option

  @Test
  void theMatchOfTheProtocolIsLoadedForItsOptions() {
    assertThat(filter("-A INPUT -p tcp --dport 22", "-A INPUT -p 17 --dport 53"))
        .containsExactly("-A INPUT -p tcp -m tcp --dport 22", "-A INPUT -p udp -m udp --dport 53");
    assertThat(rules("filter", Family.IPV6, "-A INPUT -p ipv6-icmp --icmpv6-type 128"))
        .containsExactly("-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type 128");
    assertThat(said("-A INPUT --dport 22"))
        .containsExactly("FWX1002 2:10 [--dport] nothing in this rule has an option `--dport`");
  }

  @Test
  void theMatchThatWasLoadedLastTakesTheOption() {
    assertThat(filter("-A INPUT -p tcp -m udp -m tcp --dport 1".replace("-m udp ", "")))
        .containsExactly("-A INPUT -p tcp -m tcp --dport 1");
    assertThat(filter("-A INPUT -m connmark --mark 0x1 -m mark --mark 0x2"))
        .containsExactly("-A INPUT -m connmark --mark 0x1 -m mark --mark 0x2");
  }

  @Test
  void anUnambiguousBeginningIsTheOption() {
    assertThat(filter("-A INPUT -p tcp -m tcp --dpo 22 -j REJECT --reject-w tcp-reset"))
        .containsExactly("-A INPUT -p tcp -m tcp --dport 22 -j REJECT --reject-with tcp-reset");
    assertThat(filter("-A INPUT -p tcp --syn")).hasSize(1);
    assertThat(said("-A INPUT -p tcp --tcp- 1"))
        .containsExactly("FWX1002 2:17 [--tcp-] nothing in this rule has an option `--tcp-`");
  }

  @Test
  void optionsOfWhatTheLexiconLacksAreKeptAsTheyCome() {
    Sample sample = Sample.filter("-A INPUT -m mystery ! --of 1 \"a b\" --also -j DROP");
    assertThat(sample.errors()).isEmpty();
    assertThat(sample.rules())
        .containsExactly("-A INPUT -m mystery ! --of 1 \"a b\" --also -j DROP");
  }

  @Test
  void everyAddressOfAListMakesARule() {
    assertThat(filter("-A INPUT -s 10.0.0.1,10.0.0.2 -d 10.0.0.3,10.0.0.4 -j DROP"))
        .containsExactly(
            "-A INPUT -s 10.0.0.1/32 -d 10.0.0.3/32 -j DROP",
            "-A INPUT -s 10.0.0.1/32 -d 10.0.0.4/32 -j DROP",
            "-A INPUT -s 10.0.0.2/32 -d 10.0.0.3/32 -j DROP",
            "-A INPUT -s 10.0.0.2/32 -d 10.0.0.4/32 -j DROP");
  }

  @Test
  void optionsStandInTheOrderOfTheSaver() {
    assertThat(filter("-A FORWARD -p tcp -o eth1 -i eth0 -d 10.0.0.2 -s 10.0.0.1"))
        .containsExactly("-A FORWARD -s 10.0.0.1/32 -d 10.0.0.2/32 -i eth0 -o eth1 -p tcp");
  }

  // ---- the rule as a whole

  @Test
  void whatNeedsAProtocolSaysSo() {
    String rule = "-A INPUT -m tcp --dport 22";
    assertThat(said(rule)).containsExactly("FWX1015 2:1 [" + rule + "] `-m tcp` needs `-p tcp`");
    assertThat(errors("-A INPUT ! -p tcp -m tcp --dport 22"))
        .containsExactly("`-m tcp` needs `-p tcp`");
    assertThat(errors("-A INPUT -p udp -m tcp --dport 22"))
        .containsExactly("`-m tcp` needs `-p tcp`");
    assertThat(errors("-A INPUT -p udp -j REJECT --reject-with tcp-reset")).hasSize(1);
  }

  @Test
  void anExtensionOfOneFamilyIsRefusedInTheOther() {
    assertThat(said("-A INPUT -m frag"))
        .containsExactly("FWX1015 2:13 [frag] the match `frag` is only for ip6tables");
    assertThat(said("-A INPUT -j DNPT"))
        .containsExactly("FWX1015 2:13 [DNPT] the target `DNPT` is only for ip6tables");
    assertThat(Sample.table("filter", Family.IPV6, "-A INPUT -m ttl --ttl-eq 1").said())
        .containsExactly("FWX1015 2:13 [ttl] the match `ttl` is only for iptables");
  }

  @Test
  void aTableHasNoPlaceInARule() {
    assertThat(said("-A INPUT -t filter -j DROP"))
        .containsExactly("FWX1015 2:10 [-t] `-t` has no place in a rules file");
  }

  @Test
  void oneMistakeIsOneFinding() {
    assertThat(said("-A INPUT --no-such thing -p 256 -j"))
        .containsExactly("FWX1002 2:10 [--no-such] nothing in this rule has an option `--no-such`");
    assertThat(said("-A INPUT -j")).containsExactly("FWX1003 2:10 [-j] `-j` lacks a target");
    assertThat(said("-A INPUT -p tcp --tcp-flags SYN"))
        .containsExactly("FWX1003 2:17 [--tcp-flags] `--tcp-flags` lacks `mask flags`");
  }
}
