package fwxlate.laws;

import fwxlate.analyzer.Lowered;
import fwxlate.analyzer.Lowering;
import fwxlate.analyzer.Physics;
import fwxlate.analyzer.Referee;
import fwxlate.analyzer.RuleRef;
import fwxlate.kernel.Answer;
import fwxlate.kernel.Backend;
import fwxlate.kernel.Kernel;
import fwxlate.kernel.Namespace;
import fwxlate.kernel.PacketBytes;
import fwxlate.kernel.RulePlace;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.Packets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The theorem before the kernel: pairs of packets that stand for each other, one sent to the IPv4
/// rules and one to their translation.
public final class KernelPairs {
  private static final List<Field> FLOW_PORTS =
      List.of(
          Field.CT_ORIGINAL_SOURCE_PORT,
          Field.CT_ORIGINAL_DESTINATION_PORT,
          Field.CT_REPLY_SOURCE_PORT,
          Field.CT_REPLY_DESTINATION_PORT);

  private final Case some;
  private final Backend backend;
  private final Pairs pairs;
  private final boolean tracked4;
  private final boolean tracked6;
  private int compared;

  /// @param some without rules that only the world outside decides
  public KernelPairs(Case some, Backend backend) {
    this.some = some;
    this.backend = backend;
    this.pairs = some.pairs();
    this.tracked4 = Physics.tracks(Tables.conditions(some.four()));
    this.tracked6 = Physics.tracks(Tables.conditions(some.translated().ruleset()));
  }

  private record Pair(String table, String chain, Packet four, Packet six) {}

  /// How many pairs reached both hooks in their states.
  public int compared() {
    return compared;
  }

  /// The pairs with which the kernel does different things, outside what is allowed, in words.
  public List<String> differences(Random random, int packets) {
    List<Pair> all = all(random, packets);
    Map<Pair, Answer> four = answers(all, Family.IPV4, some.translated().source());
    Map<Pair, Answer> six = answers(all, Family.IPV6, some.translated().ruleset());
    var differences = new ArrayList<String>();
    for (Pair pair : all) {
      Answer one = four.get(pair);
      Answer two = six.get(pair);
      if (one == null || two == null || !isAs(pair.four, one) || !isAs(pair.six, two)) {
        continue;
      }
      compared++;
      boolean silent = isSilent(one) || isSilent(two);
      if (!words(one, silent).equals(words(two, silent)) || !isBehind(pair, one, two)) {
        differences.add(
            backend
                + " "
                + pair.table
                + " "
                + pair.chain
                + "\n  "
                + Packets.toString(pair.four, Family.IPV4)
                + ": "
                + words(one, false)
                + one.by()
                + "\n  "
                + Packets.toString(pair.six, Family.IPV6)
                + ": "
                + words(two, false)
                + two.by());
      }
    }
    return differences;
  }

  private List<Pair> all(Random random, int packets) {
    var all = new ArrayList<Pair>();
    var twins = new Twins(some.map(), Tables.conditions(some.four()));
    // without the chains that are left to their programs
    for (Table table : some.translated().source().tables()) {
      Optional<Table> table6 = some.translated().ruleset().table(table.name());
      if (table6.isEmpty()) {
        continue;
      }
      Lowered lowered6 = Lowering.lower(table6.get(), Family.IPV6, Lowering.OWN);
      var some4 =
          new SomePackets(
              Family.IPV4, Tables.conditions(Lowering.lower(table, Family.IPV4, Lowering.OWN)));
      var some6 = new SomePackets(Family.IPV6, Tables.conditions(lowered6));
      for (String chain : Table.builtIns(table.name())) {
        for (int i = 0; i < packets; i++) {
          pair(random, twins, some4.packet(random, chain), some6, table.name(), chain)
              .ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private Optional<Pair> pair(
      Random random, Twins twins, Packet any, SomePackets some6, String table, String chain) {
    Packet four = Sendable.of(any, Family.IPV4, chain, tracked4, random);
    Optional<Packet> twin = twins.twin(random, compared(four, four), some6);
    if (twin.isEmpty()) {
      return Optional.empty();
    }
    Packet six = Sendable.of(twin.get(), Family.IPV6, chain, tracked6, random);
    boolean fine =
        twins.areTwins(compared(four, four), compared(six, four))
            && Tables.exists(Family.IPV4, chain, tracked4, four)
            && Tables.exists(Family.IPV6, chain, tracked6, six)
            && !pairs.isAllowed(table, chain, six)
            // nft reads ports there: docs/kernel.md
            && (backend == Backend.LEGACY || four.value(Field.FRAGMENT).toLong() < 3);
    return fine ? Optional.of(new Pair(table, chain, four, six)) : Optional.empty();
  }

  /// As the theorem compares it: a packet without a flow has none that a rule could ask for, and
  /// what conntrack takes for the ports of an ICMP flow differs with the types.
  private static Packet compared(Packet packet, Packet four) {
    Packet same = packet;
    long state = packet.value(Field.CT_STATE).toLong();
    if (state == CtState.INVALID.value() || state == CtState.UNTRACKED.value()) {
      same =
          same.with(Field.CT_PROTOCOL, packet.value(Field.PROTOCOL))
              .with(Field.CT_ORIGINAL_SOURCE, packet.value(Field.SOURCE))
              .with(Field.CT_REPLY_SOURCE, packet.value(Field.SOURCE))
              .with(Field.CT_ORIGINAL_DESTINATION, packet.value(Field.SOURCE))
              .with(Field.CT_REPLY_DESTINATION, packet.value(Field.SOURCE))
              .with(Field.CT_STATUS, four.value(Field.CT_STATUS))
              .with(Field.CONNMARK, four.value(Field.CONNMARK));
    }
    for (Field field : FLOW_PORTS) {
      same = same.with(field, four.value(field));
    }
    return same;
  }

  private Map<Pair, Answer> answers(List<Pair> all, Family family, Ruleset ruleset) {
    return Namespace.call(() -> {
      var answers = new HashMap<Pair, Answer>();
      try (Kernel kernel = Kernel.open(family, backend)) {
        String loaded = "";
        for (Pair pair : all) {
          String wanted = pair.table + pair.chain;
          if (!loaded.equals(wanted)) {
            kernel.load(ruleset, pair.table, pair.chain);
            loaded = wanted;
          }
          try {
            answers.put(pair, kernel.ask(pair.chain, family == Family.IPV4 ? pair.four : pair.six));
          } catch (PacketBytes.Unsendable _) {
            // not counted as compared
          }
        }
      }
      return answers;
    });
  }

  private static boolean isAs(Packet packet, Answer answer) {
    return !(answer.verdict() instanceof Answer.Verdict.NotReached)
        && answer
            .state()
            .map(s ->
                s.value() == packet.value(Field.CT_STATE).toLong()
                    && answer.reply() == !packet.value(Field.CT_DIRECTION).isZero())
            .orElse(true);
  }

  /// The families keep silent about different packets: of protocols that no one knows, from groups,
  /// about ICMP (docs/kernel.md).
  private static boolean isSilent(Answer answer) {
    return answer.verdict() instanceof Answer.Verdict.Rejected(Optional<String> kind, _)
        && kind.isEmpty();
  }

  /// What was done.
  ///
  /// @param silent whether not to name the kind of an answer
  private static String words(Answer answer, boolean silent) {
    return switch (answer.verdict()) {
      case Answer.Verdict.NotReached() -> "not reached";
      case Answer.Verdict.Dropped() -> "dropped";
      case Answer.Verdict.Rejected(Optional<String> kind, _) ->
          "rejected " + (silent ? "" : kind.map(Referee::pair).orElse("silently"));
      case Answer.Verdict.Accepted() -> "accepted, mark " + answer.mark().orElseThrow();
    };
  }

  /// Whether the rule that decided is the translation of the one that did; inserted rules, and
  /// policies, may stand for any.
  private boolean isBehind(Pair pair, Answer one, Answer two) {
    Optional<RuleRef> behind =
        two.by().map(p -> ref(pair, p)).flatMap(some.translated()::ruleBehind);
    return behind.isEmpty() || behind.equals(one.by().map(p -> ref(pair, p)));
  }

  private static RuleRef ref(Pair pair, RulePlace place) {
    return new RuleRef(pair.table, place.chain(), place.index());
  }
}
