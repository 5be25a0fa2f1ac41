package fwxlate.analyzer.engine;

import fwxlate.address.Addresses;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A question about all packets at one table. Which packets can be at a hook ([Physics]) is built
/// in.
public final class TableQuestion {
  private final PacketSpace space;
  private final Subject subject;

  private TableQuestion(PacketSpace space, Subject subject) {
    this.space = space;
    this.subject = subject;
  }

  /// What is asked about.
  ///
  /// @param chains the built-in chains at which packets are looked at
  /// @param tracked whether fragments are known to be put together before ([Physics])
  public record Subject(Lowered table, Family family, List<Hook> chains, boolean tracked) {
    public Subject {
      chains = List.copyOf(chains);
    }

    public Subject(Lowered table, Family family, List<Hook> chains) {
      this(table, family, chains, false);
    }

    private List<Condition> facts(Hook hook) {
      return Physics.facts(family, hook, tracked).stream().map(Physics.Fact::holds).toList();
    }
  }

  /// Asks.
  ///
  /// @param named the conditions that the question names
  public static <T> Reply<T> ask(
      Subject subject,
      Collection<Condition> named,
      Budget budget,
      Function<TableQuestion, T> question) {
    var all = new ArrayList<>(named);
    subject.chains.forEach(chain -> all.addAll(subject.facts(chain)));
    return PacketSpace.ask(
        Classes.same(Addresses.bits(subject.family)),
        subject.table,
        subject.table,
        all,
        List.of(),
        budget.question(),
        space -> question.apply(new TableQuestion(space, subject)));
  }

  /// All packets that can be at a chain; those of no rule's concern, too.
  public PacketSet at(Hook hook) {
    PacketSet packets = space.all();
    for (Condition fact : subject.facts(hook)) {
      packets = packets.and(where(fact));
    }
    return packets;
  }

  /// The packets that meet a condition, whether they can exist or not.
  public PacketSet where(Condition condition) {
    return space.where(Side.FIRST, condition);
  }

  /// What a built-in chain does.
  public Verdicts verdicts(Hook hook) {
    return verdicts(hook.name());
  }

  /// What a path does.
  public Verdicts verdicts(String chain) {
    return space.verdicts(Side.FIRST, chain);
  }

  /// The values of a field; nothing where no rule and no named condition looks at it.
  public Optional<Ranges> values(PacketSet packets, Field field) {
    return space.values(packets, field, Side.FIRST);
  }

  /// A packet of a set that is not empty, like one that is wished for.
  public Packet example(PacketSet packets, Packet wish) {
    return packets.witness(wish, wish).first();
  }
}
