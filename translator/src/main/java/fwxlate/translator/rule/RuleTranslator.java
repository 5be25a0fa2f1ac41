package fwxlate.translator.rule;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What one IPv4 rule becomes: asks the lexicon for each match and the target, and multiplies the
/// alternatives out.
public final class RuleTranslator {
  private static final List<String> BASE_ORDER = List.of("-s", "-d", "-i", "-o", "-p");

  private final Translation translation;

  public RuleTranslator(Translation translation) {
    this.translation = translation;
  }

  /// What a rule becomes.
  public sealed interface Result {
    /// These rules, in order.
    record Rules(List<Made> rules, List<Note> notes) implements Result {}

    /// Nothing: IPv6 has no such target.
    record NoTarget(Reason why) implements Result {}

    /// Nothing: IPv6 has no such packets.
    record LeftOut(Reason why) implements Result {}

    /// The target translates addresses: the NAT pass decides.
    ///
    /// @param rules what it becomes if address translation is kept
    /// @param missing why these have no target, if they have none
    record Nat(List<Made> rules, Optional<Reason> missing, List<Note> notes) implements Result {}
  }

  /// An IPv6 rule, less the packets that meet one of `except`: those need a helper chain.
  public record Made(Rule rule, List<Match> except) {}

  public Result translate(Rule rule) {
    var notes = new ArrayList<Note>();
    Optional<Target> target = Optional.empty();
    boolean nat = false;
    Optional<Reason> missing = Optional.empty();
    if (rule.target().isPresent()) {
      switch (target(rule.target().get())) {
        case TargetCounterpart.Becomes(Target now, List<Note> said) -> {
          target = Optional.of(now);
          notes.addAll(said);
        }
        case TargetCounterpart.None(Reason why) -> {
          return new Result.NoTarget(why);
        }
        case TargetCounterpart.Nat(
                Optional<Target> kept,
                _,
                List<Note> said,
                Optional<Reason> why) -> {
          target = kept;
          missing = why;
          notes.addAll(said);
          nat = true;
        }
      }
    }
    List<Alternative> alternatives = List.of(new Alternative());
    for (Match match : rule.allMatches()) {
      Counterpart counterpart = counterpart(match);
      if (counterpart.why().isPresent()) {
        return new Result.LeftOut(counterpart.why().get());
      }
      notes.addAll(counterpart.notes());
      alternatives = product(alternatives, counterpart.alternatives());
    }
    var rules = new ArrayList<Made>();
    for (Alternative whole : alternatives) {
      Alternative alternative = ImpliedTypes.without(whole);
      rules.add(
          new Made(
              new Rule(
                  base(alternative), matches(alternative), target, Optional.empty(), Span.NONE),
              alternative.except()));
    }
    return nat ? new Result.Nat(rules, missing, notes) : new Result.Rules(rules, notes);
  }

  /// The packets that the rule would be about if what has no counterpart were not asked: the world
  /// that a rule which is left out leaves alone.
  public List<Rule> widened(Rule rule) {
    var options =
        rule.base().options().stream()
            .filter(o -> !counterpart(Match.of(Match.BASE, o)).alternatives().isEmpty())
            .toList();
    var matches =
        rule.matches().stream().filter(m -> !counterpart(m).alternatives().isEmpty()).toList();
    Rule wide =
        new Rule(
            new Match(Match.BASE, options),
            matches,
            Optional.of(Target.call("ACCEPT")),
            Optional.empty(),
            rule.span());
    return translate(wide) instanceof Result.Rules(List<Made> rules, _)
        ? rules.stream().map(Made::rule).toList()
        : List.of();
  }

  /// The target that a target becomes, if it becomes one.
  public Optional<Target> becomes(Target target) {
    return switch (target(target)) {
      case TargetCounterpart.Becomes(Target now, _) -> Optional.of(now);
      case TargetCounterpart.Nat nat -> nat.kept();
      case TargetCounterpart.None _ -> Optional.empty();
    };
  }

  /// What a target does to addresses, if that is what it is for.
  public Optional<Translates> translates(Target target) {
    return target(target) instanceof TargetCounterpart.Nat nat
        ? Optional.of(nat.what())
        : Optional.empty();
  }

  private TargetCounterpart target(Target target) {
    return switch (target) {
      case Target.Jump jump -> TargetCounterpart.same(jump);
      case Target.Call call -> {
        Optional<TargetEntry> entry = Lexicon.target(call.name());
        yield entry.isEmpty()
            ? TargetCounterpart.same(call)
            : canonical(entry.get().counterpart(call, translation));
      }
    };
  }

  private static TargetCounterpart canonical(TargetCounterpart counterpart) {
    return switch (counterpart) {
      case TargetCounterpart.Becomes(Target target, List<Note> notes) ->
          new TargetCounterpart.Becomes(canonical(target), notes);
      case TargetCounterpart.Nat nat ->
          new TargetCounterpart.Nat(
              nat.kept().map(RuleTranslator::canonical), nat.what(), nat.notes(), nat.why());
      case TargetCounterpart.None none -> none;
    };
  }

  private static Target canonical(Target target) {
    return switch (target) {
      case Target.Call call ->
          Lexicon.target(call.name()).<Target>map(e -> e.canonical(call, Family.IPV6)).orElse(call);
      case Target.Jump jump -> jump;
    };
  }

  public Counterpart counterpart(Match match) {
    Optional<MatchEntry> entry = Lexicon.match(match.name());
    return entry.isEmpty() ? Counterpart.same(match) : entry.get().counterpart(match, translation);
  }

  private static List<Alternative> product(List<Alternative> left, List<Alternative> right) {
    var all = new ArrayList<Alternative>();
    for (Alternative l : left) {
      for (Alternative r : right) {
        var matches = new ArrayList<>(l.matches());
        matches.addAll(r.matches());
        var except = new ArrayList<>(l.except());
        except.addAll(r.except());
        all.add(new Alternative(matches, except));
      }
    }
    return all;
  }

  /// The matches besides the base; one that only asks for a header which another of the same name
  /// looks into is not said twice (`-p ah -m ah --ahspi 5`).
  private static List<Match> matches(Alternative alternative) {
    List<Match> all = alternative.matches().stream().filter(m -> !m.isBase()).toList();
    return all.stream()
        .filter(m ->
            !m.options().isEmpty()
                || all.stream().noneMatch(o -> o.name().equals(m.name()) && !o.options().isEmpty()))
        .toList();
  }

  private static Match base(Alternative alternative) {
    var options = new ArrayList<Option>();
    for (Match match : alternative.matches()) {
      if (match.isBase()) {
        options.addAll(match.options());
      }
    }
    options.sort(Comparator.comparingInt(o -> BASE_ORDER.indexOf(o.name())));
    return new Match(Match.BASE, options);
  }
}
