package fwxlate.analyzer.exposure;

import fwxlate.address.Network;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.exposure.Opening.Remedy;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Steps;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the rule to paste: one that drops all packets of an opening, and none that both families
/// accept. Simple rules are tried first; each is checked before it is given out.
final class Remedies {
  /// How many source networks a remedy names, one rule each.
  private static final int NETWORKS = 4;

  private final PacketSpace space;
  private final Hook hook;
  private final Steps steps;
  private final PacketSet keep;
  private final Map<Integer, PacketSet> reaching = new HashMap<>();

  /// Remedies for one built-in chain.
  ///
  /// @param keep packets that must still be let in
  Remedies(PacketSpace space, Hook hook, Steps steps, PacketSet keep) {
    this.space = space;
    this.hook = hook;
    this.steps = steps;
    this.keep = keep;
  }

  /// Nothing if no simple rule does.
  ///
  /// @param all the packets of the opening
  Optional<Remedy> remedy(Opening opening, PacketSet all, Lowered v6) {
    Optional<Integer> last = before(opening, all, v6);
    if (last.isEmpty()) {
      return Optional.empty();
    }
    int before = last.get();
    PacketSet spared = keep.and(reaching(before));
    if (isListening(opening.service())) {
      spared = spared.and(space.where(Side.SECOND, NewPackets.NEW));
    }
    for (boolean onlyNew : List.of(false, true)) {
      for (boolean bySource : List.of(false, true)) {
        Optional<Remedy> found = attempt(opening, all, spared, before, onlyNew, bySource);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// A known tcp service: no program of this host uses its port for calls of its own, so nothing
  /// but new packets need be spared. (With udp some do: ntp, IKE.)
  private static boolean isListening(Service service) {
    return service.protocol() == Service.TCP
        && service.ports().first().equals(service.ports().last());
  }

  private PacketSet reaching(int index) {
    return reaching.computeIfAbsent(index, i -> meeting(i, Condition.always()));
  }

  /// The packets that a rule at a place would see and that would then meet its condition, whatever
  /// earlier tables have made of them.
  private PacketSet meeting(int index, Condition condition) {
    return space.meeting(Side.SECOND, HookPath.of(hook), hook.name(), index, condition);
  }

  /// The last place that all packets of the opening come to; nothing if some never come to the
  /// chain, because an earlier table has sent them elsewhere.
  private Optional<Integer> before(Opening opening, PacketSet all, Lowered v6) {
    int before = index(opening.decision6());
    while (true) {
      PacketSet earlier = all.minus(reaching(before));
      if (earlier.isEmpty()) {
        return Optional.of(before);
      }
      if (before == 0) {
        return Optional.empty();
      }
      Packet packet = earlier.witness(opening.packet4(), opening.packet6()).second();
      before = Math.min(before - 1, index(Evaluator.decide(v6, HookPath.of(hook), packet)));
    }
  }

  private int index(Evaluator.Decision decision) {
    return decision
        .through()
        .filter(r -> r.table().equals("filter") && hook.is(r.chain()))
        .map(RuleRef::index)
        .orElse(steps.steps().size());
  }

  private Optional<Remedy> attempt(
      Opening opening,
      PacketSet all,
      PacketSet spared,
      int before,
      boolean onlyNew,
      boolean bySource) {
    if (opening.ports().ranges().size() != 1) {
      // too many to be looked at one by one: no rule has them all
      return Optional.empty();
    }
    int protocol = opening.service().protocol();
    var conditions = new ArrayList<Condition>();
    conditions.add(Condition.test(Field.PROTOCOL, protocol));
    conditions.add(Condition.test(Field.DESTINATION_PORT, opening.ports()));
    List<String> networks = List.of("");
    if (bySource) {
      Ranges sources = space.values(all, Field.SOURCE, Side.SECOND).orElseThrow();
      List<Network> prefixes = Network.prefixes(Family.IPV6, sources);
      if (prefixes.size() > NETWORKS) {
        return Optional.empty();
      }
      conditions.add(Condition.test(Field.SOURCE, sources));
      networks = prefixes.stream().map(n -> " -s " + n).toList();
    }
    if (onlyNew) {
      conditions.add(NewPackets.NEW);
    }
    PacketSet dropped = meeting(before, Condition.allOf(conditions));
    PacketSet hurt = spared.and(dropped);
    String device = "";
    if (!hurt.isEmpty()) {
      Optional<String> pattern =
          space.values(hurt, Field.IN_INTERFACE, Side.SECOND).flatMap(Remedies::pattern);
      if (pattern.isEmpty()) {
        return Optional.empty();
      }
      device = " ! -i " + pattern.get();
      PacketSet through =
          space.where(
              Side.SECOND,
              Condition.test(Field.IN_INTERFACE, InterfaceName.pattern(pattern.get())));
      dropped = dropped.minus(through);
    }
    if (!all.minus(dropped).isEmpty() || !spared.and(dropped).isEmpty()) {
      return Optional.empty();
    }
    var rules = new ArrayList<String>();
    for (String network : networks) {
      rules.add(
          "-A "
              + hook
              + network
              + device
              + service(protocol, opening.ports())
              + (onlyNew ? " -m conntrack --ctstate NEW" : "")
              + " -j DROP");
    }
    return Optional.of(new Remedy(rules, before));
  }

  private static String service(int protocol, Ranges ports) {
    Range range = ports.ranges().getFirst();
    String text =
        range.first().equals(range.last())
            ? range.first().toString()
            : range.first() + ":" + range.last();
    return switch (protocol) {
      case 6 -> " -p tcp -m tcp --dport " + text;
      case 17 -> " -p udp -m udp --dport " + text;
      case 33 -> " -p dccp -m dccp --dport " + text;
      case 132 -> " -p sctp -m sctp --dport " + text;
      default -> " -p " + protocol + " -m multiport --dports " + text;
    };
  }

  /// The pattern that takes just these interfaces, if there is one.
  private static Optional<String> pattern(Ranges interfaces) {
    if (interfaces.ranges().size() != 1) {
      return Optional.empty();
    }
    Range range = interfaces.ranges().getFirst();
    String name = InterfaceName.toString(range.first());
    for (String pattern : List.of(name, name + "+")) {
      if (!name.isEmpty()
          && name.length() < InterfaceName.LONGEST
          && InterfaceName.pattern(pattern).equals(interfaces)) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }
}
