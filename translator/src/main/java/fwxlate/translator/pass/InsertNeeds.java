package fwxlate.translator.pass;

import fwxlate.address.Network;
import fwxlate.analyzer.engine.Classes;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.engine.Slice;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Physics;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.Origin;
import fwxlate.translator.TranslationOptions;
import fwxlate.translator.TranslationOptions.Role;
import fwxlate.translator.Translator.Building;
import fwxlate.translator.Translator.Line;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.theorem.Needs;
import fwxlate.translator.theorem.Needs.Needed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What goes before the translated rules of the filter table: the lab host, the ports that are
/// forced to IPv4, and what IPv6 needs to live, as far as the translation does not let it through
/// by itself.
public final class InsertNeeds {
  /// Edges that deciding which exceptions are needed may take; above, all are inserted.
  private static final long BUDGET = 10_000_000;

  private static final String FILTER = "filter";

  private static final List<String> HOOKS = List.of("INPUT", "FORWARD", "OUTPUT");

  private final TranslationOptions options;
  private final Role role;
  private final boolean stateful;

  public InsertNeeds(TranslationOptions options, Role role, boolean stateful) {
    this.options = options;
    this.role = role;
    this.stateful = stateful;
  }

  public void add(Building filter, List<AllowedDifference> allowed) {
    companions(filter, allowed);
    var wanted = new ArrayList<Needed>();
    wanted.addAll(lab());
    var forced = new ArrayList<Needed>();
    for (int port : options.forceIpv4()) {
      forced.add(forced(port));
    }
    List<Needed> exceptions = Needs.of(role, options, stateful);
    var candidates = new ArrayList<Needed>(wanted);
    candidates.addAll(exceptions);
    List<Needed> missing = missing(filter, candidates);
    var top = new HashMap<String, List<Line>>();
    for (Needed one : wanted) {
      // INPUT always, as the procedure wants it to be the first rule
      if (one.chain().equals("INPUT") || missing.contains(one)) {
        insert(top, one, one.rule());
        allowed.add(difference(FILTER, one));
      }
    }
    for (Needed one : forced) {
      insert(top, one, rejecting(one));
      allowed.add(difference(FILTER, one));
    }
    for (Needed one : exceptions) {
      if (missing.contains(one)) {
        insert(top, one, one.rule());
        allowed.add(difference(FILTER, one));
      }
    }
    top.forEach((chain, lines) -> {
      if (filter.lines.containsKey(chain)) {
        filter.lines(chain).addAll(0, lines);
      }
    });
  }

  private static void insert(Map<String, List<Line>> top, Needed one, Rule rule) {
    top.computeIfAbsent(one.chain(), _ -> new ArrayList<>())
        .add(new Line(rule, Optional.of(new Origin.Inserted(one.id()))));
  }

  private List<Needed> lab() {
    var all = new ArrayList<Needed>();
    for (Network host : options.lab()) {
      all.add(
          new Needed(
              "LAB",
              "INPUT",
              Match.of(Match.BASE, Option.of("-s", host.toString())),
              List.of(),
              "lab host",
              "--lab"));
      all.add(
          new Needed(
              "LAB",
              "OUTPUT",
              Match.of(Match.BASE, Option.of("-d", host.toString())),
              List.of(),
              "lab host",
              "--lab"));
    }
    return all;
  }

  private static Needed forced(int port) {
    return new Needed(
        "V4ONLY",
        "INPUT",
        Match.of(Match.BASE, Option.of("-p", "tcp")),
        List.of(Match.of("tcp", Option.of("--dport", Integer.toString(port)))),
        "fall back to IPv4",
        "--force-ipv4");
  }

  private static Rule rejecting(Needed one) {
    return new Rule(
        one.base(),
        one.rule().matches(),
        Target.call("REJECT", Option.of("--reject-with", "tcp-reset")));
  }

  /// What IPv6 needs goes also through the other tables, where a rule written against spoofed IPv4
  /// addresses may drop it, or set a hop limit that makes it worthless.
  public void letThrough(Building table, List<AllowedDifference> allowed) {
    var candidates = new ArrayList<Needed>();
    for (Needed one : Needs.messages(role, options)) {
      onItsWay(one).forEach(candidates::add);
    }
    var top = new HashMap<String, List<Line>>();
    for (Needed one : missing(table, candidates)) {
      insert(top, one, one.rule());
      allowed.add(difference(table.name, one));
    }
    top.forEach((chain, lines) -> table.lines(chain).addAll(0, lines));
  }

  /// The same where the packets come by before or afterwards.
  private static Stream<Needed> onItsWay(Needed one) {
    return switch (one.chain()) {
      case "INPUT" -> Stream.of(one, one.in("PREROUTING"));
      case "OUTPUT" -> Stream.of(one, one.in("POSTROUTING"));
      default -> Stream.of(one);
    };
  }

  private static AllowedDifference difference(String table, Needed one) {
    return new AllowedDifference(
        one.id(), table, one.chain(), condition(one.packets()), one.reason(), one.source());
  }

  /// All differences that a ruleset which somebody wrote may have: what IPv6 needs in any role,
  /// with and without connection tracking, and what the user's options ask for.
  public static List<AllowedDifference> allAllowed(TranslationOptions options) {
    var additions = new InsertNeeds(options, Role.ROUTER, false);
    var all = new ArrayList<Needed>(additions.lab());
    options.forceIpv4().forEach(port -> all.add(forced(port)));
    all.addAll(Needs.of(Role.ROUTER, options, false));
    for (String hook : HOOKS) {
      all.add(
          new Needed(
              "D1",
              hook,
              Match.of(Match.BASE, Option.of("-p", "udp")),
              List.of(Match.of("udp", Option.of("--dport", "546:547"))),
              "DHCPv6",
              "rfc8415#7.2"));
    }
    return Stream.of(FILTER, "raw", "mangle", "security")
        .flatMap(table ->
            all.stream()
                .flatMap(InsertNeeds::onItsWay)
                .filter(one -> Table.builtIns(table).contains(one.chain()))
                .map(one -> difference(table, one)))
        .toList();
  }

  private static Condition condition(List<Match> packets) {
    return Lowering.condition(packets, Family.IPV6);
  }

  /// The companions of DHCP rules are declared where they stand, in any chain.
  private static void companions(Building filter, List<AllowedDifference> allowed) {
    filter.lines.forEach((chain, lines) -> {
      List<String> hooks = HOOKS.contains(chain) ? List.of(chain) : HOOKS;
      for (Line line : lines) {
        if (line.item() instanceof Rule rule
            && line.origin().isPresent()
            && line.origin().get() instanceof Origin.Inserted) {
          for (String hook : hooks) {
            allowed.add(
                new AllowedDifference(
                    "D1", FILTER, hook, condition(decidable(rule)), "DHCPv6", "rfc8415#7.2"));
          }
        }
      }
    });
  }

  /// A companion that also asks a predicate concerns no more packets than without it.
  private static List<Match> decidable(Rule rule) {
    return rule.allMatches().stream()
        .filter(m -> Lowering.meaning(m, Family.IPV6).opaques().isEmpty())
        .toList();
  }

  /// Those of the candidates that the translation does not let through whole.
  private static List<Needed> missing(Building table, List<Needed> candidates) {
    var conditions = new ArrayList<Condition>();
    candidates.forEach(c -> conditions.add(condition(c.packets())));
    Lowered lowered =
        Slice.of(Lowering.lower(table.table(), Family.IPV6, Lowering.OWN), conditions);
    for (String chain : Table.builtIns(table.name)) {
      Physics.facts(Family.IPV6, chain, false).forEach(f -> conditions.add(f.holds()));
    }
    try {
      return PacketSpace.ask(
          Classes.same(128),
          lowered,
          lowered,
          List.of(),
          conditions,
          BUDGET,
          space -> candidates.stream().filter(c -> isMissing(space, lowered, c)).toList());
    } catch (PacketSpace.TooLarge _) {
      return candidates.stream().filter(c -> table.lines.containsKey(c.chain())).toList();
    }
  }

  private static boolean isMissing(PacketSpace space, Lowered lowered, Needed one) {
    Lowered.Steps steps = lowered.chains().get(one.chain());
    if (steps == null || steps.policy().isEmpty()) {
      return false;
    }
    PacketSet packets = space.where(Side.SECOND, condition(one.packets()));
    for (Physics.Fact fact : Physics.facts(Family.IPV6, one.chain(), false)) {
      packets = packets.and(space.where(Side.SECOND, fact.holds()));
    }
    // a hop limit that was changed on the way makes neighbour discovery worthless (RFC 4861 7.1)
    return !packets
        .minus(space.verdicts(Side.SECOND, one.chain()).acceptedUnchanged(Field.TTL))
        .isEmpty();
  }
}
