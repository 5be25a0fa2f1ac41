package fwxlate.translator.pass;

import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.TableQuestion;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Slice;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.options.TranslationOptions.Role;
import fwxlate.translator.pass.DraftTable.Line;
import fwxlate.translator.theorem.DeclaredDifferences;
import fwxlate.translator.theorem.Needs;
import fwxlate.translator.theorem.Needs.Needed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Inserts before the translated rules what is wanted whatever IPv4 does: the lab hosts, the ports
/// that are forced to IPv4, and what IPv6 needs to live, as far as the translation does not let it
/// through whole by itself; where that is not known, all of it. Afterwards each inserted rule is a
/// declared difference.
public record InsertNeeds() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    return draft.withTables(
        draft.tables().stream()
            .map(table ->
                switch (table.name()) {
                  case "filter" -> filter(draft, table);
                  case "nat" -> table;
                  default -> letThrough(draft, table);
                })
            .toList());
  }

  private static DraftTable filter(Draft draft, DraftTable filter) {
    List<Needed> lab = DeclaredDifferences.lab(draft.options());
    List<Needed> needs = Needs.of(role(draft), draft.options(), draft.ground().stateful());
    var candidates = new ArrayList<>(lab);
    candidates.addAll(needs);
    List<Needed> missing = missing(draft, filter, candidates);
    var inserted = new ArrayList<Inserted>();
    for (Needed one : lab) {
      // INPUT always, as the procedure wants it to be the first rule
      if (one.chain() == Hook.INPUT || missing.contains(one)) {
        inserted.add(new Inserted(one, one.rule()));
      }
    }
    for (int port : draft.options().wishes().forceIpv4()) {
      Needed one = DeclaredDifferences.forced(port);
      inserted.add(new Inserted(one, rejecting(one)));
    }
    needs.stream()
        .filter(missing::contains)
        .forEach(one -> inserted.add(new Inserted(one, one.rule())));
    return with(filter, inserted);
  }

  /// What IPv6 needs goes also through the other tables, where a rule written against spoofed IPv4
  /// addresses may drop it, or set a hop limit that makes it worthless.
  private static DraftTable letThrough(Draft draft, DraftTable table) {
    List<Needed> candidates =
        Needs.messages(role(draft), draft.options()).stream()
            .flatMap(DeclaredDifferences::onItsWay)
            .toList();
    return with(
        table,
        missing(draft, table, candidates).stream().map(m -> new Inserted(m, m.rule())).toList());
  }

  private record Inserted(Needed needed, Rule rule) {}

  private static DraftTable with(DraftTable table, List<Inserted> inserted) {
    DraftTable changed = table;
    for (Hook chain : Hook.of(table.name())) {
      changed =
          changed.withFirst(
              chain.name(),
              inserted.stream()
                  .filter(one -> one.needed.chain() == chain)
                  .map(one -> Line.inserted(one.rule, one.needed.id()))
                  .toList());
    }
    List<AllowedDifference> allowed =
        inserted.stream()
            .map(one -> DeclaredDifferences.difference(table.name(), one.needed))
            .toList();
    return changed.allowing(allowed);
  }

  private static Rule rejecting(Needed one) {
    return new Rule(
        one.base(),
        one.rule().matches(),
        Target.call("REJECT", Option.of("--reject-with", "tcp-reset")));
  }

  /// What the user says, or a router if FORWARD has rules or accepts.
  private static Role role(Draft draft) {
    return draft
        .options()
        .host()
        .role()
        .orElseGet(() ->
            draft
                    .source()
                    .table("filter")
                    .flatMap(t -> t.chain("FORWARD"))
                    .filter(
                        c -> !c.rules().isEmpty() || c.policy().equals(Optional.of(Policy.ACCEPT)))
                    .isPresent()
                ? Role.ROUTER
                : Role.HOST);
  }

  /// Those of the candidates that the translation does not let through whole.
  private static List<Needed> missing(Draft draft, DraftTable table, List<Needed> candidates) {
    List<Condition> conditions = candidates.stream().map(InsertNeeds::condition).toList();
    Lowered lowered =
        Slice.of(Lowering.lower(table.table(), Family.IPV6, Lowering.OWN), conditions);
    return TableQuestion.ask(
            new TableQuestion.Subject(lowered, Family.IPV6, Hook.of(table.name())),
            conditions,
            draft.options().budget(),
            asked -> candidates.stream().filter(c -> isMissing(asked, lowered, c)).toList())
        .orWorst(_ -> candidates.stream().filter(c -> table.has(c.chain().name())).toList());
  }

  private static Condition condition(Needed one) {
    return Lowering.condition(one.packets(), Family.IPV6);
  }

  private static boolean isMissing(TableQuestion asked, Lowered lowered, Needed one) {
    Lowered.Steps steps = lowered.chains().get(one.chain().name());
    if (steps == null || steps.policy().isEmpty()) {
      return false;
    }
    PacketSet packets = asked.at(one.chain()).and(asked.where(condition(one)));
    // a hop limit that was changed on the way makes neighbour discovery worthless (RFC 4861 7.1)
    return !packets.minus(asked.verdicts(one.chain()).acceptedUnchanged(Field.TTL)).isEmpty();
  }
}
