package fwxlate.translator.rule;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.SetUse;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.translator.sets.Sets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can still be asked of packets that met an IPv4 rule and were then sent to another
/// destination: all that does not look at what was changed.
///
/// @param changed fields that have another value now
/// @param written fields that rules in between may write: what was asked of them is not asked again
/// @param known the sets whose types are known
public record BehindRedirection(Set<Field> changed, Set<Field> written, Ipsets known) {
  /// What the same option may also test, and what is known of redirected packets anyway: they have
  /// a protocol with ports where ports are named, they are whole, and nat is asked of new flows
  /// alone.
  private static final Set<Field> BESIDE =
      EnumSet.of(Field.PROTOCOL, Field.FRAGMENT, Field.CT_STATE);

  /// Fields that are not as they were in the chains behind, whatever was redirected.
  private static final Set<Field> COUNTED = EnumSet.of(Field.TTL);

  public BehindRedirection {
    changed = Set.copyOf(changed);
    written = Set.copyOf(written);
  }

  /// Behind a redirection in IPv4.
  ///
  /// @param ports whether it also changes the port
  public static BehindRedirection inIpv4(boolean ports, Set<Field> written, Ipsets known) {
    var changed = EnumSet.of(Field.DESTINATION, Field.CT_REPLY_SOURCE);
    if (ports) {
      changed.add(Field.DESTINATION_PORT);
      changed.add(Field.CT_REPLY_SOURCE_PORT);
    }
    return new BehindRedirection(changed, written, known);
  }

  /// In IPv6, where nobody is redirected: what stands for these packets goes to the inside host
  /// from the first, so that its flow knows of no other destination either.
  public static BehindRedirection inIpv6(boolean ports, Set<Field> written, Ipsets known) {
    var changed = EnumSet.of(Field.CT_ORIGINAL_DESTINATION);
    if (ports) {
      changed.add(Field.CT_ORIGINAL_DESTINATION_PORT);
    }
    changed.addAll(inIpv4(ports, written, known).changed);
    return new BehindRedirection(changed, written, known);
  }

  /// What is left of matches.
  public sealed interface Left {
    /// These: every packet that met all before meets all of these now.
    record Rest(List<Match> matches) implements Left {}

    /// One of them asks of what was changed and of other things at once.
    record Mixed(Match match) implements Left {}
  }

  /// What is left.
  public Left of(List<Match> matches) {
    var rest = new ArrayList<Match>();
    for (Match match : matches) {
      Optional<Match> left = of(match);
      if (left.isEmpty()) {
        return new Left.Mixed(match);
      }
      if (!left.get().options().isEmpty() || match.options().isEmpty()) {
        rest.add(left.get());
      }
    }
    return new Left.Rest(rest);
  }

  /// Without the options that look at what was changed; nothing where one looks at more.
  private Optional<Match> of(Match match) {
    Set<Field> asked = Lowering.meaning(match, Family.IPV4).fields();
    if (!Collections.disjoint(asked, COUNTED) || !Collections.disjoint(asked, written)) {
      return Optional.empty();
    }
    List<SetUse> sets = Sets.uses(match);
    if (!sets.isEmpty()) {
      return ofSets(match, sets);
    }
    var kept = new ArrayList<Option>();
    for (Option option : match.options()) {
      switch (asks(match, option)) {
        case OTHERS -> kept.add(option);
        case BOTH -> {
          return Optional.empty();
        }
        case CHANGED -> {}
      }
    }
    // what only says how another option is meant goes with it
    boolean alone =
        kept.size() < match.options().size()
            && kept.stream().allMatch(o -> o.words().isEmpty() && !o.negated());
    return Optional.of(new Match(match.name(), alone ? List.of() : kept));
  }

  private Optional<Match> ofSets(Match match, List<SetUse> sets) {
    if (sets.stream().noneMatch(s -> s.directions().contains("dst"))) {
      return Optional.of(match);
    }
    return sets.stream().allMatch(this::isOfChanged)
        ? Optional.of(new Match(match.name(), List.of()))
        : Optional.empty();
  }

  /// Whether a set is asked about the changed fields alone, so that some packet has the right ones.
  /// Of sets whose type is not known a word `dst` may mean the port.
  private boolean isOfChanged(SetUse use) {
    boolean ports = changed.contains(Field.DESTINATION_PORT);
    return use.directions().stream().allMatch("dst"::equals)
        && known
            .find(use.name())
            .map(set ->
                (use.negated() || !set.members().isEmpty())
                    && set.type().dimensions().size() == use.directions().size()
                    && set.type().dimensions().stream()
                        .allMatch(dimension ->
                            switch (dimension) {
                              case ADDRESS, NETWORK -> true;
                              case PORT -> ports;
                              case MAC, INTERFACE, MARK, SET -> false;
                            }))
            .orElse(ports);
  }

  private enum Asks {
    CHANGED,
    OTHERS,
    BOTH
  }

  private Asks asks(Match match, Option option) {
    if (isOfDestination(match, option)) {
      // a flag says how the rest is meant: without it the rest would mean something else
      return Lexicon.match(match.name()).filter(m -> m.meetsOrdinaryDestination(option)).isPresent()
          ? Asks.CHANGED
          : Asks.BOTH;
    }
    if (Collections.disjoint(Lowering.meaning(match, Family.IPV4).fields(), changed)) {
      return Asks.OTHERS;
    }
    Condition own =
        Lowering.meaning(new Match(match.name(), List.of(option.negate(false))), Family.IPV4);
    if (Collections.disjoint(own.fields(), changed)) {
      return Asks.OTHERS;
    }
    return isFree(own, !option.negated()) ? Asks.CHANGED : Asks.BOTH;
  }

  /// Whether a packet can be made to give the answer that is wanted whatever else it is, by what it
  /// had in the changed fields alone.
  private boolean isFree(Condition condition, boolean wanted) {
    return switch (condition) {
      case Condition.Always _ -> wanted;
      case Condition.Test(Field field, _) ->
          changed.contains(field) || (wanted && BESIDE.contains(field));
      case Condition.Opaque _ -> false;
      case Condition.Not(Condition inner) -> isFree(inner, !wanted);
      case Condition.AllOf(List<Condition> all) ->
          wanted
              ? all.stream().allMatch(c -> isFree(c, true))
              : all.stream().anyMatch(c -> isFree(c, false));
      case Condition.AnyOf(List<Condition> any) ->
          wanted
              ? any.stream().anyMatch(c -> isFree(c, true))
              : any.stream().allMatch(c -> isFree(c, false));
    };
  }

  private static boolean isOfDestination(Match match, Option option) {
    return Lexicon.match(match.name())
        .map(MatchEntry::spelling)
        .flatMap(s -> s.option(option.name()))
        .filter(OptionSpelling::ofDestination)
        .isPresent();
  }
}
