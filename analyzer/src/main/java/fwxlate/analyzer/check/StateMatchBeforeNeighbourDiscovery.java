package fwxlate.analyzer.check;

import fwxlate.analyzer.check.NeighbourDiscovery.Missing;
import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Kind;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Rules about router and neighbour discovery that ask for a connection's state, which it never
/// has: an accept that never matches, or a drop of all that has no state.
public record StateMatchBeforeNeighbourDiscovery() implements Check {
  static final Code CODE =
      new Code(
          "FWX3007",
          Severity.WARNING,
          "a match for a connection's state stands in the way of neighbour discovery",
          """
          Connection tracking leaves router and neighbour discovery (ICMPv6 types 133 to 136) and \
          multicast listener discovery alone: their state is UNTRACKED, which is none of NEW, \
          ESTABLISHED, RELATED and INVALID. A rule that accepts them only in one of these states \
          never matches; a rule that drops all that is in none of them drops discovery.

          Example: `-A INPUT -p ipv6-icmp -m conntrack --ctstate NEW,ESTABLISHED -j ACCEPT`.

          Instead: accept the types without asking for a state, before rules that ask.

          Source: nf_conntrack_proto_icmpv6.c; every type measured on Linux 6.18.
          """);

  private static final int TCP = 6;
  private static final int ICMPV6 = 58;
  private static final int FIRST_TYPE = 133;
  private static final int LAST_TYPE = 136;

  @Override
  public Code code() {
    return CODE;
  }

  @Override
  public List<Finding> findings(Subject subject) {
    if (subject.filter().isEmpty()) {
      return List.of();
    }
    Lowered filter = subject.filter().get();
    // where it is not known whether discovery is hindered, it may be
    List<Missing> missing =
        subject.discovery() instanceof Reply.Known(NeighbourDiscovery discovery)
            ? discovery.missing()
            : List.of();
    boolean hindered = subject.discovery() instanceof Reply.TooLarge || !missing.isEmpty();
    var findings = new ArrayList<Finding>();
    for (RuleRef ref : acceptsNothing(filter, hindered)) {
      ref.in(subject.ruleset())
          .ifPresent(rule ->
              findings.add(
                  finding(
                      subject,
                      rule,
                      "the rule accepts discovery only in a state that it never has",
                      "accept the types 133 to 136 without asking for a state")));
    }
    for (RuleRef ref : dropsStateless(filter, missing)) {
      ref.in(subject.ruleset())
          .ifPresent(rule ->
              findings.add(
                  finding(
                      subject,
                      rule,
                      "the rule drops neighbour discovery, whose state is UNTRACKED",
                      "accept the types 133 to 136 before it")));
    }
    return findings;
  }

  private static Finding finding(Subject subject, Rule rule, String message, String help) {
    return new Finding(CODE, subject.at(rule), message, help);
  }

  /// Rules that would accept a type of discovery in some state, but not in the one it has.
  ///
  /// @param missing whether neighbour discovery is not let through; else a rule that names none of
  ///   its types is for the other messages
  private static List<RuleRef> acceptsNothing(Lowered filter, boolean missing) {
    var found = new ArrayList<RuleRef>();
    for (Lowered.Steps steps : filter.chains().values()) {
      for (Step step : steps.steps()) {
        if (accepts(step)
            && step.condition().fields().contains(Field.CT_STATE)
            && (missing || step.condition().fields().contains(Field.ICMP))
            && neverInItsState(step.condition())) {
          found.add(step.rule());
        }
      }
    }
    found.sort(Comparator.comparing(RuleRef::chain).thenComparingInt(RuleRef::index));
    return found;
  }

  private static boolean accepts(Step step) {
    return step.action() instanceof Action.Do(Effect.Decide(var verdict))
        && verdict.kind() == Kind.ACCEPT;
  }

  /// Whether it is about ICMPv6 alone, takes a type of discovery if the state is left aside, and
  /// does not take it in the state that it has.
  private static boolean neverInItsState(Condition condition) {
    if (can(condition, true, Optional.empty(), TCP, 0)) {
      return false;
    }
    for (int type = FIRST_TYPE; type <= LAST_TYPE; type++) {
      if (can(condition, true, Optional.empty(), ICMPV6, type)
          && !can(condition, true, Optional.of(CtState.UNTRACKED), ICMPV6, type)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a packet of this protocol, ICMP type and state can make the condition `wanted`; its
  /// other fields and all predicates may be anything, each test on its own.
  private static boolean can(
      Condition condition, boolean wanted, Optional<CtState> state, int protocol, int type) {
    return switch (condition) {
      case Condition.Always _ -> wanted;
      case Condition.Opaque _ -> true;
      case Condition.Not(Condition inner) -> can(inner, !wanted, state, protocol, type);
      case Condition.AllOf(List<Condition> all) ->
          wanted
              ? all.stream().allMatch(c -> can(c, true, state, protocol, type))
              : all.stream().anyMatch(c -> can(c, false, state, protocol, type));
      case Condition.AnyOf(List<Condition> any) ->
          wanted
              ? any.stream().anyMatch(c -> can(c, true, state, protocol, type))
              : any.stream().allMatch(c -> can(c, false, state, protocol, type));
      case Condition.Test(Field field, ValueSet values) ->
          switch (field) {
            case PROTOCOL -> values.contains(Unsigned128.of(protocol)) == wanted;
            case ICMP -> values.contains(Unsigned128.of(type * 256L)) == wanted;
            case CT_STATE ->
                state.map(s -> values.contains(Unsigned128.of(s.value())) == wanted).orElse(true);
            default -> true;
          };
    };
  }

  /// Rules that ask for a state and drop messages of neighbour discovery because of it: with
  /// another state they would not.
  private static Set<RuleRef> dropsStateless(Lowered filter, List<Missing> missing) {
    var found = new LinkedHashSet<RuleRef>();
    for (Missing one : missing) {
      for (RuleRef ref :
          Stream.of(one.decision().by(), one.decision().through())
              .flatMap(Optional::stream)
              .distinct()
              .toList()) {
        Lowered.Steps steps = filter.chains().get(ref.chain());
        if (steps != null && dependsOnState(steps.steps().get(ref.index()), one.packet())) {
          found.add(ref);
        }
      }
    }
    return found;
  }

  private static boolean dependsOnState(Step step, Packet packet) {
    for (CtState state : CtState.values()) {
      if (!step.condition().holds(packet.with(Field.CT_STATE, state.value()))) {
        return true;
      }
    }
    return false;
  }
}
