package fwxlate.analyzer.meaning;

import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.analyzer.meaning.Lowered.Step;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Effect.Verdict;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.packet.Route;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The way of a packet that comes in from the network through all tables, as one table: its chain
/// [#of] `INPUT` (or `FORWARD`) holds a stage for each base chain on the way, in the order of the
/// kernel's priorities (linux/netfilter_ipv4.h and _ipv6.h: raw -300, conntrack -200, mangle -150,
/// destination nat -100, filter 0, security 50, source nat 100):
///
/// - both: PREROUTING of raw, mangle and, where it begins a flow, nat;
/// - to this host: INPUT of mangle, filter, security and nat;
/// - to others: FORWARD of mangle, filter, security, then POSTROUTING of mangle and nat.
///
/// What a rule did to marks, to the tracking of the flow, to the hop limit or to where the packet
/// goes is seen by the rules of later tables ([Following]). The source changes where nat comes
/// last: no rule sees it.
///
/// The chains of the filter table keep their names; those of others are `TABLE CHAIN`.
public final class HookPath {
  private static final String FILTER = "filter";
  private static final String NAT = "nat";
  private static final String PATH = "path";
  private static final String HERE = "path to this host";
  private static final String REDIRECTED = "path redirected";
  private static final String PREROUTING = "PREROUTING";
  private static final String CHOSEN = "chosen: ";

  /// NEW and RELATED: only the first packet of a flow comes to the nat table.
  private static final Condition BEGINS_A_FLOW =
      Condition.test(
          Field.CT_STATE, Ranges.of(CtState.NEW.value()).or(Ranges.of(CtState.RELATED.value())));

  /// The same chains, as they are for different packets.
  private enum Copy {
    /// As they were.
    PLAIN(""),
    /// For packets that have been sent to another host: by which interface they leave, the routes
    /// say.
    REDIRECTED("redirected "),
    /// Of nat, where it changes the source.
    LAST("last ");

    final String prefix;

    Copy(String prefix) {
      this.prefix = prefix;
    }

    String name(Place place) {
      return prefix + place.name();
    }
  }

  /// A base chain of a table.
  public record Place(String table, String chain) {
    String name() {
      return table.equals(FILTER) ? chain : table + " " + chain;
    }
  }

  /// The base chain that a chain of the joined table was.
  public static Place place(String name) {
    String[] words = name.replaceFirst("^(redirected|last) ", "").split(" ", 2);
    return words.length == 1 ? new Place(FILTER, words[0]) : new Place(words[0], words[1]);
  }

  private final Map<String, Lowered> tables = new HashMap<>();
  private final Map<String, Steps> chains = new HashMap<>();
  private final Following following;

  private HookPath(Family family, List<Lowered> tables, Set<Ranges> ports) {
    tables.forEach(t -> this.tables.put(t.table(), t));
    this.following = new Following(family, tables, ports);
  }

  /// What no rule says, but the kernel, of a packet that rules send elsewhere.
  static Condition chosen(String what) {
    return Condition.opaque(CHOSEN + what);
  }

  /// Whether a key is that of a [#chosen] predicate.
  public static boolean isChosen(String key) {
    return key.startsWith(CHOSEN);
  }

  /// The name of the chain that stands for the whole way of packets to INPUT or FORWARD.
  public static String of(Hook hook) {
    return PATH + " " + hook.name();
  }

  /// The addresses that rules send packets to, of tables that are [#join]ed.
  public static Ranges assigned(Lowered joined) {
    Ranges all = Ranges.NONE;
    for (Steps steps : joined.chains().values()) {
      for (Step step : steps.steps()) {
        if (step.action() instanceof Action.Assign(var values, _)
            && values.get(Field.DESTINATION) instanceof Becomes.To(Unsigned128 address)) {
          all = all.or(Ranges.of(address));
        }
      }
    }
    return all;
  }

  /// Joins the tables of a family.
  ///
  /// @param ports destination ports that are told apart besides, where nat chooses one of several:
  ///   those that rules of the other family name
  public static Lowered join(Family family, List<Lowered> tables, Set<Ranges> ports) {
    return new HookPath(family, tables, ports).join();
  }

  private Lowered join() {
    tables.values().forEach(t -> copy(t, Copy.PLAIN));
    if (tables.containsKey(NAT)) {
      copy(tables.get(NAT), Copy.LAST);
    }
    List<Step> input = beforeRouting();
    List<Step> forward = beforeRouting();
    if (sends(Route.THIS_HOST)) {
      chains.put(HERE, new Steps(Optional.empty(), toThisHost()));
      forward.add(sent(Route.THIS_HOST, HERE));
    }
    if (sends(Route.ANOTHER_HOST)) {
      tables.values().forEach(t -> copy(t, Copy.REDIRECTED));
      chains.put(REDIRECTED, new Steps(Optional.empty(), toOthers(Copy.REDIRECTED)));
      input.add(sent(Route.ANOTHER_HOST, REDIRECTED));
      forward.add(sent(Route.ANOTHER_HOST, REDIRECTED));
    }
    input.addAll(toThisHost());
    forward.addAll(toOthers(Copy.PLAIN));
    chains.put(of(Hook.INPUT), new Steps(Optional.of(Policy.ACCEPT), input));
    chains.put(of(Hook.FORWARD), new Steps(Optional.of(Policy.ACCEPT), forward));
    return new Lowered(PATH, chains);
  }

  private boolean sends(Route route) {
    Becomes there = Becomes.To.of(route.value());
    return chains.values().stream()
        .flatMap(c -> c.steps().stream())
        .anyMatch(s ->
            s.action() instanceof Action.Assign(var values, _)
                && there.equals(values.get(Field.ROUTE)));
  }

  private static Step sent(Route route, String chain) {
    return own(Condition.test(Field.ROUTE, route.value()), new Action.GoTo(chain));
  }

  /// What no rule does.
  private static Step own(Condition condition, Action action) {
    return new Step(new RuleRef(PATH, "routing", 0), condition, action);
  }

  private List<Step> beforeRouting() {
    var steps = new ArrayList<Step>();
    stage("raw", PREROUTING, Copy.PLAIN, steps);
    stage("mangle", PREROUTING, Copy.PLAIN, steps);
    stage(NAT, PREROUTING, Copy.PLAIN, steps);
    return steps;
  }

  private List<Step> toThisHost() {
    var steps = new ArrayList<Step>();
    for (String table : List.of("mangle", FILTER, "security")) {
      stage(table, "INPUT", Copy.PLAIN, steps);
    }
    stage(NAT, "INPUT", Copy.LAST, steps);
    return steps;
  }

  private List<Step> toOthers(Copy copy) {
    var steps = new ArrayList<Step>();
    if (looksAtHops()) {
      steps.addAll(hop());
    }
    for (String table : List.of("mangle", FILTER, "security")) {
      stage(table, "FORWARD", copy, steps);
    }
    stage("mangle", "POSTROUTING", copy, steps);
    stage(NAT, "POSTROUTING", copy == Copy.PLAIN ? Copy.LAST : copy, steps);
    return steps;
  }

  private boolean looksAtHops() {
    return chains.values().stream()
        .flatMap(c -> c.steps().stream())
        .anyMatch(s ->
            !s.condition().tests(Field.TTL).isEmpty()
                || (s.action() instanceof Action.Assign(var values, _)
                    && values.containsKey(Field.TTL)));
  }

  /// Forwarding takes a hop before FORWARD, and what has none left goes no further (ip_forward.c,
  /// ip_forward; ip6_output.c, ip6_forward).
  private static List<Step> hop() {
    return List.of(
        own(Condition.test(Field.TTL, 0, 1), new Action.Do(new Effect.Decide(Verdict.DROP))),
        own(
            Condition.always(),
            new Action.Assign(Map.of(Field.TTL, new Becomes.Added(-1)), false)));
  }

  private void stage(String table, String chain, Copy copy, List<Step> steps) {
    String name = copy.name(new Place(table, chain));
    Steps there = chains.get(name);
    if (there != null && there.policy().isPresent()) {
      steps.add(
          own(
              table.equals(NAT) ? BEGINS_A_FLOW : Condition.always(),
              new Action.Stage(name, table.equals(FILTER))));
    }
  }

  /// The chains of a table under their new names.
  private void copy(Lowered table, Copy copy) {
    table
        .chains()
        .forEach((chain, steps) ->
            chains.put(
                copy.name(new Place(table.table(), chain)),
                new Steps(
                    steps.policy(),
                    steps.steps().stream()
                        .map(s -> {
                          var adapted =
                              new Step(s.rule(), condition(s.condition(), table, copy), s.action());
                          return new Step(
                              s.rule(), adapted.condition(), action(adapted, table, copy));
                        })
                        .toList())));
  }

  private static Condition condition(Condition condition, Lowered table, Copy copy) {
    if (table.table().equals("raw")) {
      return beforeConntrack(condition);
    }
    return copy == Copy.REDIRECTED ? withoutOutInterface(condition) : condition;
  }

  private Action action(Step step, Lowered table, Copy copy) {
    return switch (step.action()) {
      case Action.Jump(String chain) -> new Action.Jump(copy.name(new Place(table.table(), chain)));
      case Action.GoTo(String chain) -> new Action.GoTo(copy.name(new Place(table.table(), chain)));
      case Action.Stage _, Action.Assign _ -> step.action();
      case Action.Do(Effect.Change change) ->
          table.table().equals(NAT) && copy != Copy.PLAIN
              ? new Action.Do(change)
              : following.action(step, change, copy.prefix, chains);
      case Action.Do _ -> step.action();
    };
  }

  /// A condition for packets that come from none of these addresses.
  public static Condition withoutSources(Condition condition, Ranges sources) {
    return rewrite(
        condition,
        (field, values) ->
            field == Field.SOURCE && values instanceof Ranges named && sources.containsAll(named)
                ? Optional.of(Condition.never())
                : Optional.empty());
  }

  /// In raw no packet has a state yet; the match says INVALID (xt_conntrack.c, no nf_conn).
  private static Condition beforeConntrack(Condition condition) {
    return rewrite(
        condition,
        (field, values) ->
            field == Field.CT_STATE
                ? Optional.of(
                    values.contains(Unsigned128.of(CtState.INVALID.value()))
                        ? Condition.always()
                        : Condition.never())
                : Optional.empty());
  }

  /// By which interface a redirected packet leaves is for the routes to say.
  private static Condition withoutOutInterface(Condition condition) {
    return rewrite(
        condition,
        (field, values) ->
            field == Field.OUT_INTERFACE
                ? Optional.of(chosen("a redirected packet leaves by " + values))
                : Optional.empty());
  }

  private interface Replacement {
    Optional<Condition> of(Field field, ValueSet values);
  }

  private static Condition rewrite(Condition condition, Replacement replacement) {
    return condition.replace(leaf ->
        leaf instanceof Condition.Test(Field field, ValueSet values)
            ? replacement.of(field, values).orElse(leaf)
            : leaf);
  }
}
