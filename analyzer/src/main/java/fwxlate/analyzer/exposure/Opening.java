package fwxlate.analyzer.exposure;

import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.packet.Packet;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Hook;
import java.util.List;
import java.util.Optional;

/// Ports of a service that one family lets new packets to and the other does not.
///
/// @param chain INPUT, or FORWARD for services of other hosts
/// @param service one of those that were asked for
/// @param ports those of its ports that this is about
/// @param sources from where, in addresses of the family that is open
/// @param destinations to where, if it is to hosts that the rules name
/// @param sourcePorts from which ports, if not from any
/// @param undecided whether nobody decided it: the other family never lets such packets in, and
///   they come from more than the sources that the open family's rules name, or from sources that
///   the map speaks of; to hosts that only the open family's rules name, it counts as decided if
///   the other family's rules let such packets in to hosts that they name
/// @param multicast whether only packets to multicast groups get in
/// @param predicates opaque predicates that it depends on, by their keys
/// @param packet4 an example as IPv4 sees it
/// @param packet6 the same as IPv6 sees it
/// @param decision4 nothing if no IPv4 packet stands for the example
/// @param remedy what closes it and nothing else, if one place does
public record Opening(
    Hook chain,
    Service service,
    Ranges ports,
    Ranges sources,
    Optional<Ranges> destinations,
    Optional<Ranges> sourcePorts,
    boolean undecided,
    boolean multicast,
    List<String> predicates,
    Packet packet4,
    Packet packet6,
    Optional<Decision> decision4,
    Decision decision6,
    Optional<Remedy> remedy) {
  public Opening {
    predicates = List.copyOf(predicates);
  }

  /// Rules that close an opening and refuse no packet that both families accept.
  ///
  /// @param rules in the words of ip6tables, `-A INPUT ...`
  /// @param before the index of the chain's rule before which they belong; the number of its rules
  ///   for the end of the chain
  public record Remedy(List<String> rules, int before) {
    public Remedy {
      rules = List.copyOf(rules);
    }
  }

  /// The same without a remedy, about other ports.
  Opening of(Ranges other) {
    return with(other, Optional.empty());
  }

  Opening with(Optional<Remedy> now) {
    return with(ports, now);
  }

  private Opening with(Ranges ports, Optional<Remedy> now) {
    return new Opening(
        chain,
        service,
        ports,
        sources,
        destinations,
        sourcePorts,
        undecided,
        multicast,
        predicates,
        packet4,
        packet6,
        decision4,
        decision6,
        now);
  }

  /// Whether both say the same about neighbouring ports.
  boolean isLike(Opening other) {
    return chain.equals(other.chain)
        && service.equals(other.service)
        && sources.equals(other.sources)
        && destinations.equals(other.destinations)
        && sourcePorts.equals(other.sourcePorts)
        && undecided == other.undecided
        && multicast == other.multicast
        && predicates.equals(other.predicates)
        && decision4.isPresent() == other.decision4.isPresent()
        && decision4.flatMap(Decision::by).equals(other.decision4.flatMap(Decision::by))
        && decision6.by().equals(other.decision6.by())
        && decision6.through().equals(other.decision6.through());
  }
}
