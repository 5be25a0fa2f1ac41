package fwxlate.analyzer;

import fwxlate.analyzer.Lowered.Action;
import fwxlate.analyzer.Lowered.Step;
import fwxlate.analyzer.Lowered.Steps;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The way of a packet that comes in from the network through all tables, as one table: its chain
/// [#of] `INPUT` holds a stage for each base chain on the way, in the order of the kernel's
/// priorities (linux/netfilter_ipv4.h: raw -300, conntrack -200, mangle -150, nat -100, filter 0,
/// security 50). What a rule did to marks, to the tracking of the flow, to the hop limit or to
/// where the packet goes is seen by the rules of later tables.
///
/// The chains of the filter table keep their names; those of others are `TABLE CHAIN`.
public final class HookPath {
  private static final String FILTER = "filter";
  private static final String PATH = "path";
  private static final String REDIRECTED_COPY = "redirected ";
  private static final String FORWARDED = "path redirected";

  /// NEW and RELATED: only the first packet of a flow comes to the nat table.
  private static final Condition BEGINS_A_FLOW =
      Condition.test(
          Field.CT_STATE, Ranges.of(CtState.NEW.value()).or(Ranges.of(CtState.RELATED.value())));

  /// DNAT in [Field#CT_STATUS].
  private static final long REDIRECTED = 32;

  /// A base chain of a table.
  public record Place(String table, String chain) {
    String name() {
      return table.equals(FILTER) ? chain : table + " " + chain;
    }
  }

  /// The base chain that a chain of the joined table was.
  public static Place place(String name) {
    String[] words = name.replaceFirst("^" + REDIRECTED_COPY, "").split(" ", 2);
    return words.length == 1 ? new Place(FILTER, words[0]) : new Place(words[0], words[1]);
  }

  /// 127.0.0.0/8 and ::1 are always this host.
  private static final Ranges LOOPBACK = Ranges.of(0x7f000000L, 0x7fffffffL).or(Ranges.of(1));

  private static final List<Place> BEFORE_ROUTING =
      List.of(new Place("raw", "PREROUTING"), new Place("mangle", "PREROUTING"));

  private static final Place REDIRECTING = new Place("nat", "PREROUTING");

  private final Map<String, Lowered> tables;
  private final Map<String, Steps> chains = new HashMap<>();

  private HookPath(List<Lowered> tables) {
    this.tables = new HashMap<>();
    tables.forEach(t -> this.tables.put(t.table(), t));
  }

  /// The name of the chain that stands for the whole way of packets to INPUT or FORWARD.
  public static String of(String chain) {
    return PATH + " " + chain;
  }

  /// The addresses that rules send packets to, of tables that are [#join]ed.
  public static Ranges assigned(Lowered joined) {
    Ranges all = Ranges.NONE;
    for (Steps steps : joined.chains().values()) {
      for (Step step : steps.steps()) {
        if (step.action() instanceof Action.Assign assign
            && assign.values().containsKey(Field.DESTINATION)) {
          all = all.or(Ranges.of(assign.values().get(Field.DESTINATION)));
        }
      }
    }
    return all;
  }

  /// Joins the tables of one family.
  public static Lowered join(List<Lowered> tables) {
    return new HookPath(tables).join();
  }

  private Lowered join() {
    tables.values().forEach(this::add);
    Ranges elsewhere = redirectedTo();
    var input = new ArrayList<Step>();
    BEFORE_ROUTING.forEach(place -> stage(place, Condition.always(), input));
    stage(REDIRECTING, BEGINS_A_FLOW, input);
    if (!elsewhere.isEmpty()) {
      chains.put(FORWARDED, new Steps(Optional.empty(), afterRouting("FORWARD", true)));
      input.add(
          new Step(
              ref(input),
              Condition.allOf(
                  Condition.test(Field.CT_STATUS, REDIRECTED),
                  Condition.test(Field.DESTINATION, elsewhere)),
              new Action.GoTo(FORWARDED)));
    }
    input.addAll(afterRouting("INPUT", false));
    chains.put(of("INPUT"), new Steps(Optional.of(Policy.ACCEPT), input));
    // a packet to another host's own address: nothing redirects it
    var forward = new ArrayList<Step>();
    BEFORE_ROUTING.forEach(place -> stage(place, Condition.always(), forward));
    forward.addAll(afterRouting("FORWARD", false));
    chains.put(of("FORWARD"), new Steps(Optional.of(Policy.ACCEPT), forward));
    return new Lowered(PATH, chains);
  }

  private static RuleRef ref(List<Step> before) {
    return new RuleRef(PATH, PATH, before.size());
  }

  /// @param redirected whether the packets came for this host, so that nothing is known of the
  ///   interface that they leave by
  private List<Step> afterRouting(String chain, boolean redirected) {
    var steps = new ArrayList<Step>();
    for (String table : List.of("mangle", FILTER, "security")) {
      var place = new Place(table, chain);
      if (!redirected) {
        stage(place, Condition.always(), steps);
        continue;
      }
      copyWithoutOutInterface(table);
      Steps copied = chains.get(REDIRECTED_COPY + place.name());
      if (copied != null && copied.policy().isPresent()) {
        steps.add(
            new Step(
                ref(steps),
                Condition.always(),
                new Action.Stage(REDIRECTED_COPY + place.name(), table.equals(FILTER))));
      }
    }
    return steps;
  }

  private void stage(Place place, Condition condition, List<Step> steps) {
    Steps there = chains.get(place.name());
    if (there != null && there.policy().isPresent()) {
      steps.add(
          new Step(
              ref(steps), condition, new Action.Stage(place.name(), place.table().equals(FILTER))));
    }
  }

  /// The chains of a table under their new names.
  private void add(Lowered table) {
    boolean isRaw = table.table().equals("raw");
    table
        .chains()
        .forEach((chain, steps) ->
            chains.put(
                new Place(table.table(), chain).name(),
                new Steps(
                    steps.policy(),
                    steps.steps().stream()
                        .map(s ->
                            new Step(
                                s.rule(),
                                isRaw ? beforeConntrack(s.condition()) : s.condition(),
                                renamed(s.action(), table.table(), "")))
                        .toList())));
  }

  private void copyWithoutOutInterface(String table) {
    Lowered original = tables.get(table);
    if (original == null) {
      return;
    }
    original
        .chains()
        .forEach((chain, steps) ->
            chains.put(
                REDIRECTED_COPY + new Place(table, chain).name(),
                new Steps(
                    steps.policy(),
                    steps.steps().stream()
                        .map(s ->
                            new Step(
                                s.rule(),
                                withoutOutInterface(s.condition()),
                                renamed(s.action(), table, REDIRECTED_COPY)))
                        .toList())));
  }

  private static Action renamed(Action action, String table, String prefix) {
    return switch (action) {
      case Action.Jump(String chain) -> new Action.Jump(prefix + new Place(table, chain).name());
      case Action.GoTo(String chain) -> new Action.GoTo(prefix + new Place(table, chain).name());
      case Action.Stage _, Action.Assign _ -> action;
      case Action.Do(Effect effect) -> followed(effect);
    };
  }

  /// A change is followed where it is known what comes out; otherwise, if rules can see it, what
  /// becomes of the packet is not known.
  private static Action followed(Effect effect) {
    if (!(effect instanceof Effect.Change change)
        || (change.becomes().isEmpty() && change.fields().isEmpty())) {
      return new Action.Do(effect);
    }
    if (change.becomes().keySet().containsAll(change.fields())) {
      return new Action.Assign(change.becomes(), change.ends());
    }
    return new Action.Do(change.ends() ? new Effect.Unknown(change.key()) : effect);
  }

  /// The addresses that packets are sent to instead of this host.
  private Ranges redirectedTo() {
    Ranges all = Ranges.NONE;
    Lowered nat = tables.get("nat");
    if (nat == null) {
      return all;
    }
    for (Steps steps : nat.chains().values()) {
      for (Step step : steps.steps()) {
        if (step.action() instanceof Action.Do(Effect.Change change)) {
          Unsigned128 address = change.becomes().get(Field.DESTINATION);
          all = address == null || LOOPBACK.contains(address) ? all : all.or(Ranges.of(address));
        }
      }
    }
    return all;
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
                ? Optional.of(Condition.opaque("a redirected packet leaves by " + values))
                : Optional.empty());
  }

  private interface Replacement {
    Optional<Condition> of(Field field, ValueSet values);
  }

  private static Condition rewrite(Condition condition, Replacement replacement) {
    return switch (condition) {
      case Condition.Always _, Condition.Opaque _ -> condition;
      case Condition.Test(Field field, ValueSet values) ->
          replacement.of(field, values).orElse(condition);
      case Condition.Not(Condition inner) -> Condition.not(rewrite(inner, replacement));
      case Condition.AllOf(List<Condition> all) ->
          Condition.allOf(all.stream().map(c -> rewrite(c, replacement)).toList());
      case Condition.AnyOf(List<Condition> any) ->
          Condition.anyOf(any.stream().map(c -> rewrite(c, replacement)).toList());
    };
  }
}
