package fwxlate.analyzer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import fwxlate.testkit.SomeRulesets;
import fwxlate.testkit.Specimens;
import fwxlate.testkit.WrittenPacket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Packets that meet a specimen, and packets that just miss it: what the entries mean, without a
/// kernel.
class SpecimensMeetTest {
  static Stream<Example> specimens() {
    return Specimens.all().filter(x -> !x.packets().isEmpty());
  }

  private static String chain(Example example) {
    return example.rule().split(" ", 3)[1];
  }

  /// The specimen in a table of its own: what it is about is dropped, and nothing else.
  private static Table table(Example example, String chain) {
    var lines =
        List.of(
            "*" + example.table(),
            ":" + chain + " ACCEPT [0:0]",
            example.rule().replaceFirst("( -[jg] .*)?$", " -j DROP"),
            "COMMIT");
    return SomeRulesets.read(String.join("\n", lines) + "\n", example.family())
        .table(example.table())
        .orElseThrow();
  }

  private static Packet base(Rule rule, String chain, Family family) {
    int protocol = rule.base().value("-p").flatMap(Names::protocol).orElse(6);
    Packet base = WrittenPacket.ordinary(family, protocol);
    boolean in = !chain.equals("OUTPUT") && !chain.equals("POSTROUTING");
    boolean out = !chain.equals("INPUT") && !chain.equals("PREROUTING");
    if (in) {
      base = base.with(Field.IN_INTERFACE, InterfaceName.of("eth0"));
    }
    return out ? base.with(Field.OUT_INTERFACE, InterfaceName.of("eth1")) : base;
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void theMeaningTakesThePacketsThatMeetItAndNoOthers(Example example) {
    String chain = chain(example);
    Table table = table(example, chain);
    Rule rule = table.chain(chain).orElseThrow().rules().getFirst();
    assertThat(table.chain(chain).orElseThrow().policy()).isEqualTo(Optional.of(Policy.ACCEPT));
    Lowered lowered = Lowering.lower(table, example.family(), Lowering.OWN);
    boolean tracked = Physics.tracks(lowered.conditions());
    for (Example.Claim claim : example.packets()) {
      Packet packet =
          WrittenPacket.read(claim.packet(), base(rule, chain, example.family()), example.family());
      Verdict expected = claim.met() ? Verdict.DROP : Verdict.ACCEPT;
      String said = example.rule() + (claim.met() ? " meets " : " misses ") + claim.packet();
      assertThat(Physics.allows(example.family(), Hook.valueOf(chain), tracked, packet))
          .as("there is such a packet: " + said)
          .isTrue();
      assertThat(Evaluator.decide(lowered, chain, packet).verdict())
          .as("by the evaluator: " + said)
          .contains(expected);
      assertThat(engine(lowered, chain, packet, example.family()))
          .as("by the engine: " + said)
          .contains(expected);
    }
  }

  private static Optional<Verdict> engine(
      Lowered lowered, String chain, Packet packet, Family family) {
    return PacketSpace.<Optional<Verdict>>ask(
            Classes.same(family == Family.IPV4 ? 32 : 128),
            lowered,
            lowered,
            List.of(),
            List.of(),
            1_000_000,
            space ->
                space.verdicts(Side.FIRST, chain).at(Side.FIRST, packet).end()
                        instanceof Outcome.End.Decided(Verdict verdict)
                    ? Optional.of(verdict)
                    : Optional.empty())
        .orThrow();
  }

  /// What a match asks in a specimen that the tools take.
  private static Stream<Condition> meanings(MatchEntry entry) {
    return entry.examples().stream()
        .filter(x -> x.problem().isEmpty())
        .flatMap(x ->
            table(x, chain(x)).chain(chain(x)).orElseThrow().rules().stream()
                .flatMap(rule -> rule.allMatches().stream())
                .filter(match -> match.name().equals(entry.name()))
                .map(match -> Lowering.meaning(match, x.family())));
  }

  private static boolean isExact(Condition meaning) {
    return meaning.opaques().isEmpty() && !meaning.fields().isEmpty();
  }

  static Stream<MatchEntry> exact() {
    return Lexicon.matches().stream().filter(e -> meanings(e).anyMatch(SpecimensMeetTest::isExact));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void whereFieldsSayItAllSpecimensSayWhichPackets(MatchEntry entry) {
    List<Example.Claim> claims =
        entry.examples().stream().flatMap(x -> x.packets().stream()).toList();
    assertThat(claims).anyMatch(Example.Claim::met).anyMatch(claim -> !claim.met());
  }
}
