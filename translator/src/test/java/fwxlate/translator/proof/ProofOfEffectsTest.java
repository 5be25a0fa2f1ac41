package fwxlate.translator.proof;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.theorem.Theorem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What rules do to packets is compared for each table as far as later tables can see it: without
/// this, equal tables would not make equal ways (docs/theorem.md).
class ProofOfEffectsTest {
  private static String outcome(String table, String four, String six) {
    return proof(table, four, six).outcome().toString();
  }

  private static ProofResult proof(String table, String four, String six) {
    var options =
        TranslationOptions.defaults(
                "rules.v4", SomeMaps.of(List.of("192.0.2.0/24 = 2001:db8:1::/120")))
            .with(TranslationOptions.Wishes.DEFAULT.keepingNat(true));
    return Proof.of(
        Theorem.of(
            SomeRulesets.read(text(table, four), Family.IPV4),
            SomeRulesets.read(text(table, six), Family.IPV6),
            options));
  }

  private static String text(String table, String rules) {
    return "*" + table + "\n" + rules + "\nCOMMIT\n";
  }

  private static void differs(String table, String four, String same, String other) {
    assertThat(outcome(table, four, same)).isEqualTo("PROVEN");
    assertThat(outcome(table, four, other)).isEqualTo("REFUTED");
  }

  @Test
  void anotherAddressToSendPacketsToIsRefuted() {
    String rule = "-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination ";
    differs("nat", rule + "192.0.2.5", rule + "2001:db8:1::5", rule + "2001:db8:1::6");
    differs(
        "nat",
        rule + "192.0.2.5-192.0.2.9",
        rule + "2001:db8:1::5-2001:db8:1::9",
        rule + "2001:db8:1::5-2001:db8:1::8");
  }

  @Test
  void anotherPortToSendPacketsToIsRefuted() {
    String rule = "-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination ";
    differs("nat", rule + "192.0.2.5:81", rule + "[2001:db8:1::5]:81", rule + "[2001:db8:1::5]:82");
    String redirect = "-A PREROUTING -p tcp -j REDIRECT --to-ports ";
    differs("nat", redirect + "81-82", redirect + "81-82", redirect + "81");
  }

  @Test
  void anotherNetworkToMapToIsRefuted() {
    String rule = "-A PREROUTING -j NETMAP --to ";
    differs("nat", rule + "192.0.2.0/28", rule + "2001:db8:1::/124", rule + "2001:db8:1::10/124");
  }

  @Test
  void anotherSourceToWriteIsRefuted() {
    String rule = "-A POSTROUTING -j SNAT --to-source ";
    differs("nat", rule + "192.0.2.5", rule + "2001:db8:1::5", rule + "2001:db8:1::6");
  }

  @Test
  void anotherMarkIsRefuted() {
    String rule = "-A PREROUTING -p tcp -j MARK --set-xmark ";
    differs("mangle", rule + "0x1/0xff", rule + "0x1/0xff", rule + "0x1/0xffff");
    String flow = "-A PREROUTING -p tcp -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xf";
    differs(
        "mangle",
        flow + " --left-shift-mark 4",
        flow + " --left-shift-mark 4",
        flow + " --left-shift-mark 3");
  }

  @Test
  void anotherHopLimitIsRefuted() {
    String four = "-A PREROUTING -p tcp -j TTL --ttl-";
    String six = "-A PREROUTING -p tcp -j HL --hl-";
    differs("mangle", four + "set 64", six + "set 64", six + "set 63");
    differs("mangle", four + "dec 1", six + "dec 1", six + "inc 1");
  }

  @Test
  void anotherSocketOrMarkOfATransparentProxyIsRefuted() {
    String rule = "-A PREROUTING -p tcp -j TPROXY --on-port 3129 --on-ip ";
    String mark = " --tproxy-mark 0x1/0x1";
    differs("mangle", rule + "192.0.2.5" + mark, rule + "2001:db8:1::5" + mark, rule + "::" + mark);
    differs(
        "mangle",
        rule + "0.0.0.0" + mark,
        rule + "::" + mark,
        rule + "::" + mark.replace('1', '2'));
  }

  @Test
  void trackingThatOnlyOneSideLeavesOutIsRefuted() {
    String rule = "-A PREROUTING -p udp -m udp --dport 53 -j ";
    differs("raw", rule + "CT --notrack", rule + "NOTRACK", rule + "ACCEPT");
    differs("raw", rule + "CT --zone 7", rule + "CT --zone 7", rule + "CT --zone 8");
  }

  @Test
  void aDropThatOnlyOneSideHasIsRefutedInEveryTable() {
    String rule = "-A %s -p udp -m udp --dport 53 -j %s";
    Map.of("raw", "PREROUTING", "mangle", "POSTROUTING", "security", "INPUT")
        .forEach((table, chain) -> {
          String drop = rule.formatted(chain, "DROP");
          differs(table, drop, drop, rule.formatted(chain, "ACCEPT"));
        });
  }

  private static final String MARKS =
      "-A FORWARD -s %s -m mark --mark 0x1/%s -j MARK --set-xmark 0x1/0x3";

  /// A mark that is given the bits it has is the same mark: the rule may be there or not.
  @Test
  void aMarkThatStaysAsItIsIsNoDifference() {
    String four = MARKS.formatted("192.0.2.128/25", "0x3");
    differs("mangle", four, six("0x3"), six("0x3").replace("0x1/0x3 -j", "0x3/0x3 -j"));
    assertThat(outcome("mangle", MARKS.formatted("192.0.2.128/25", "0x1"), six("0x1")))
        .isEqualTo("REFUTED");
  }

  private static String six(String mask) {
    return MARKS.formatted("2001:db8:1::80/122", mask);
  }

  /// The packets of a counterexample show the difference: both had the same marks before.
  @Test
  void theMarksOfACounterexampleShowTheDifference() {
    ProofResult result = proof("mangle", MARKS.formatted("192.0.2.128/25", "0x1"), six("0x1"));
    assertThat(result.counterexamples())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.packet4().value(Field.MARK)).isEqualTo(one.packet6().value(Field.MARK));
          assertThat(one.packet4().value(Field.CONNMARK))
              .isEqualTo(one.packet6().value(Field.CONNMARK));
          assertThat(one.decision4().packet().value(Field.MARK))
              .isNotEqualTo(one.decision6().packet().value(Field.MARK));
        });
  }
}
