package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomePacket;
import fwxlate.testkit.SomeRulesets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a packet walks through chains: by the evaluator and by the diagrams alike.
class ChainWalkTest {
  private static final String CHAINS =
      """
      :FORWARD DROP [0:0]
      :OUTPUT ACCEPT [0:0]
      :A - [0:0]
      :B - [0:0]
      """;

  /// What INPUT does with a packet: the verdict and the marks.
  private static String input(String policy, Packet packet, String... rules) {
    String text =
        "*filter\n:INPUT " + policy + " [0:0]\n" + CHAINS + String.join("\n", rules) + "\nCOMMIT\n";
    Table table = SomeRulesets.read(text, Family.IPV4).table("filter").orElseThrow();
    Lowered lowered = Lowering.lower(table, Family.IPV4, Lowering.OWN);
    String evaluator = EngineLaw.words(Evaluator.decide(lowered, "INPUT", packet));
    String engine =
        PacketSpace.ask(
                Classes.same(32),
                lowered,
                lowered,
                List.of(),
                List.of(),
                1_000_000,
                space ->
                    EngineLaw.words(
                        space.verdicts(Side.FIRST, "INPUT").at(Side.FIRST, packet), packet))
            .orThrow();
    assertThat(engine).isEqualTo(evaluator);
    return evaluator;
  }

  private static String input(String policy, String... rules) {
    return input(policy, SomePacket.TCP4, rules);
  }

  @Test
  void withoutRulesThePolicyDecides() {
    assertThat(input("ACCEPT")).isEqualTo("ACCEPT, mark 0, flow's mark 0[]");
    assertThat(input("DROP")).isEqualTo("DROP, mark 0, flow's mark 0[]");
  }

  @Test
  void theFirstRuleThatDecidesDecides() {
    assertThat(
            input(
                "DROP",
                "-A INPUT -p udp -j DROP",
                "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
                "-A INPUT -j DROP"))
        .isEqualTo("ACCEPT, mark 0, flow's mark 0[]");
  }

  @Test
  void returnInABuiltInChainIsThePolicy() {
    assertThat(input("ACCEPT", "-A INPUT -j RETURN", "-A INPUT -j DROP"))
        .isEqualTo("ACCEPT, mark 0, flow's mark 0[]");
  }

  @Test
  void returnInAUserChainGoesOnBehindTheJump() {
    assertThat(
            input(
                "ACCEPT",
                "-A INPUT -j A",
                "-A INPUT -j REJECT --reject-with icmp-host-prohibited",
                "-A A -j RETURN",
                "-A A -j DROP"))
        .isEqualTo("REJECT icmp6-adm-prohibited, mark 0, flow's mark 0[]");
  }

  @Test
  void theEndOfAUserChainGoesOnBehindTheJump() {
    assertThat(input("ACCEPT", "-A INPUT -j A", "-A INPUT -j DROP", "-A A -p udp -j ACCEPT"))
        .isEqualTo("DROP, mark 0, flow's mark 0[]");
  }

  @Test
  void gotoDoesNotComeBackToItsOwnChain() {
    assertThat(
            input(
                "ACCEPT",
                "-A INPUT -j A",
                "-A INPUT -j REJECT --reject-with icmp-port-unreachable",
                "-A A -g B",
                "-A A -j DROP",
                "-A B -p udp -j DROP"))
        .isEqualTo("REJECT icmp6-port-unreachable, mark 0, flow's mark 0[]");
  }

  @Test
  void returnBehindAGotoGoesOnBehindTheLastJump() {
    assertThat(
            input(
                "ACCEPT",
                "-A INPUT -j A",
                "-A INPUT -j REJECT --reject-with icmp-port-unreachable",
                "-A A -g B",
                "-A A -j DROP",
                "-A B -j RETURN",
                "-A B -j DROP"))
        .isEqualTo("REJECT icmp6-port-unreachable, mark 0, flow's mark 0[]");
  }

  @Test
  void gotoFromABuiltInChainEndsWithThePolicy() {
    assertThat(input("ACCEPT", "-A INPUT -g A", "-A INPUT -j DROP", "-A A -p udp -j DROP"))
        .isEqualTo("ACCEPT, mark 0, flow's mark 0[]");
  }

  @Test
  void aChainThatIsCalledTwiceSeesTheMarksOfTheFirstCall() {
    assertThat(
            input(
                "DROP",
                "-A INPUT -j A",
                "-A INPUT -j A",
                "-A A -m mark --mark 0x1 -j ACCEPT",
                "-A A -j MARK --set-xmark 0x1/0xffffffff"))
        .isEqualTo("ACCEPT, mark 1, flow's mark 0[]");
  }

  @Test
  void marksAreSetUnderTheirMaskAndFlippedOutsideIt() {
    assertThat(
            input(
                "DROP",
                SomePacket.TCP4.with(Field.MARK, 0x17),
                "-A INPUT -j MARK --set-xmark 0x104/0xf",
                "-A INPUT -m mark --mark 0x114 -j ACCEPT"))
        .isEqualTo("ACCEPT, mark 276, flow's mark 0[]");
  }

  @Test
  void aMarkOutsideItsMaskIsNeverMet() {
    assertThat(
            input(
                "DROP",
                SomePacket.TCP4.with(Field.MARK, 4),
                "-A INPUT -m mark --mark 0x4/0x3 -j ACCEPT"))
        .isEqualTo("DROP, mark 4, flow's mark 0[]");
    assertThat(
            input(
                "DROP",
                SomePacket.TCP4.with(Field.MARK, 4),
                "-A INPUT -m mark ! --mark 0x4/0x3 -j ACCEPT"))
        .isEqualTo("ACCEPT, mark 4, flow's mark 0[]");
  }

  @Test
  void rulesWithoutADecisionGoOn() {
    assertThat(input("DROP", "-A INPUT", "-A INPUT -j LOG", "-A INPUT -j ACCEPT"))
        .isEqualTo("ACCEPT, mark 0, flow's mark 0[]");
  }

  @Test
  void answersOfRejectAreGivenAsTheirIpv6Kind() {
    assertThat(input("DROP", "-A INPUT -p tcp -j REJECT --reject-with tcp-reset"))
        .isEqualTo("REJECT tcp-reset, mark 0, flow's mark 0[]");
    assertThat(input("DROP", "-A INPUT -j REJECT --reject-with icmp-net-unreachable"))
        .isEqualTo("REJECT icmp6-no-route, mark 0, flow's mark 0[]");
    assertThat(input("DROP", "-A INPUT -j REJECT --reject-with icmp-proto-unreachable"))
        .isEqualTo("REJECT icmp6-port-unreachable, mark 0, flow's mark 0[]");
  }

  @Test
  void aRateIsAskedByEachRuleForItself() {
    Packet second =
        SomePacket.TCP4.withAnswer("-m limit --limit 5/min @ filter INPUT rule 2 match 1", true);
    assertThat(
            input(
                "DROP",
                second,
                "-A INPUT -m limit --limit 5/min -j REJECT --reject-with icmp-port-unreachable",
                "-A INPUT -m limit --limit 5/min -j ACCEPT"))
        .isEqualTo("ACCEPT, mark 0, flow's mark 0[]");
  }

  @Test
  void theFlowsMarkIsSavedAndRestoredUnderItsMask() {
    String text =
        """
        *mangle
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        -A PREROUTING -j CONNMARK --save-mark --nfmask 0xf --ctmask 0xf
        -A PREROUTING -j MARK --set-xmark 0x0/0xffffffff
        -A PREROUTING -m connmark --mark 0x25 -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff
        COMMIT
        """;
    Table table = SomeRulesets.read(text, Family.IPV4).table("mangle").orElseThrow();
    Lowered lowered = Lowering.lower(table, Family.IPV4, Lowering.OWN);
    Packet packet = SomePacket.TCP4.with(Field.MARK, 0x15).with(Field.CONNMARK, 0x23);
    assertThat(EngineLaw.words(Evaluator.decide(lowered, "PREROUTING", packet)))
        .isEqualTo("ACCEPT, mark 37, flow's mark 37[]");
    assertThat(
            PacketSpace.<String>ask(
                    Classes.same(32),
                    lowered,
                    lowered,
                    List.of(),
                    List.of(),
                    1_000_000,
                    space ->
                        EngineLaw.words(
                            space.verdicts(Side.FIRST, "PREROUTING").at(Side.FIRST, packet),
                            packet))
                .orThrow())
        .isEqualTo("ACCEPT, mark 37, flow's mark 37[]");
  }
}
