package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import fwxlate.testkit.SomePacket;
import fwxlate.testkit.SomeRulesets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowMarkTest {
  private static final Ruleset RESTORE =
      SomeRulesets.read(
          """
          *mangle
          :PREROUTING ACCEPT [0:0]
          :INPUT ACCEPT [0:0]
          :FORWARD ACCEPT [0:0]
          :OUTPUT ACCEPT [0:0]
          :POSTROUTING ACCEPT [0:0]
          -A INPUT -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff
          COMMIT
          """,
          Family.IPV4);

  @Test
  void theMarkOfAFlowIsRestoredOnlyToPacketsOfAFlow() {
    Lowered lowered =
        Lowering.lower(RESTORE.table("mangle").orElseThrow(), Family.IPV4, Lowering.OWN);
    Packet packet = SomePacket.TCP4.with(Field.MARK, 9).with(Field.CONNMARK, 5);
    assertThat(List.of(CtState.values()))
        .extracting(state ->
            Evaluator.decide(lowered, "INPUT", packet.with(Field.CT_STATE, state.value()))
                .packet()
                .value(Field.MARK)
                .toLong())
        // INVALID, NEW, ESTABLISHED, RELATED, UNTRACKED
        .containsExactly(9L, 5L, 5L, 5L, 9L);
  }

  @Test
  void aRulesetThatOnlySetsTheMarkOfAFlowIsTracked() {
    Lowered lowered =
        Lowering.lower(RESTORE.table("mangle").orElseThrow(), Family.IPV4, Lowering.OWN);
    assertThat(Physics.tracks(lowered.conditions())).isTrue();
  }
}
