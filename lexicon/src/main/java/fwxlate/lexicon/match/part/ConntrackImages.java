package fwxlate.lexicon.match.part;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The IPv6 counterpart of one `-m conntrack`.
///
/// Laws: (1) the alternatives are disjoint; packets without a flow, which are asked for their state
/// only, get an alternative of their own wherever there is not just one. (2) Every match of a
/// conjunction carries the rule's `--ctstate`, for a match without it is not met by a packet
/// without a flow.
public final class ConntrackImages {
  private static final List<String> WITHOUT_FLOW = List.of("INVALID", "UNTRACKED");
  private static final String WITH_FLOW = "NEW,RELATED,ESTABLISHED";

  private final Match match;
  private final Spelling spelling;
  private final Translation translation;
  private final Optional<Option> states;
  private final List<Note> notes = new ArrayList<>();
  private final List<Reason> reasons = new ArrayList<>();

  public ConntrackImages(Match match, Spelling spelling, Translation translation) {
    this.spelling = spelling;
    this.match = match;
    this.translation = translation;
    this.states = match.option(CtStates.STATE);
  }

  public Counterpart counterpart() {
    List<List<Option>> product = List.of(List.of());
    for (Option option : match.options()) {
      if (option.name().equals(CtStates.STATE)) {
        if (CtStates.namesUntracked(option)) {
          notes.add(new Note(false, CtStates.UNTRACKED_IN_IPV6));
        }
        continue;
      }
      List<List<Option>> images = images(option);
      product = Spread.product(product, images);
    }
    return new Counterpart(
        product.size() == 1 ? List.of(alternative(states, product.getFirst())) : split(product),
        notes,
        reasons);
  }

  private List<Alternative> split(List<List<Option>> product) {
    var alternatives = new ArrayList<Alternative>();
    if (states.isPresent()) {
      Option given = states.get();
      List<String> words = CtStates.words(given);
      List<String> alone =
          WITHOUT_FLOW.stream().filter(w -> words.contains(w) != given.negated()).toList();
      if (!alone.isEmpty()) {
        alternatives.add(alternative(Optional.of(listed(alone)), List.of()));
      }
    }
    Optional<Option> ofFlows = states.map(ConntrackImages::ofFlows);
    if (ofFlows.isPresent() && ofFlows.get().value().isEmpty()) {
      return alternatives;
    }
    product.forEach(options -> alternatives.add(alternative(ofFlows, options)));
    return alternatives;
  }

  /// The states that a flow's packet can meet the option by; an empty list where there is none.
  private static Option ofFlows(Option given) {
    List<String> words = CtStates.words(given);
    if (!given.negated()) {
      return listed(words.stream().filter(w -> !WITHOUT_FLOW.contains(w)).toList());
    }
    var all = new ArrayList<>(List.of("INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED"));
    all.addAll(List.of("SNAT", "DNAT"));
    all.removeIf(w -> !words.contains(w) && !WITHOUT_FLOW.contains(w));
    return listed(all).negate(true);
  }

  private static Option listed(List<String> words) {
    return Option.of(CtStates.STATE, String.join(",", words));
  }

  private Alternative alternative(Optional<Option> states, List<Option> options) {
    if (options.isEmpty()) {
      return new Alternative(
          Match.of("conntrack", states.orElseGet(() -> Option.of(CtStates.STATE, WITH_FLOW))));
    }
    return Spread.alternative(spelling, options, states.stream().toList());
  }

  /// What flows meet in IPv6: disjoint conjunctions, none where no flow does.
  private List<List<Option>> images(Option option) {
    return switch (option.name()) {
      case "--ctproto" -> protocol(option);
      case "--ctorigsrc", "--ctorigdst", "--ctreplsrc", "--ctrepldst" -> address(option);
      case "--ctorigdstport" -> port(option, 8 * 256, 128 * 256);
      case "--ctrepldstport" -> port(option, 0, 129 * 256);
      default -> List.of(List.of(option));
    };
  }

  private List<List<Option>> protocol(Option option) {
    int number = (int) Numbers.canonical(option.value());
    return switch (number) {
      case 1 -> List.of(List.of(Option.of(option.name(), "58").negate(option.negated())));
      case 2 -> none(option, "no IPv6 flow is of protocol 2: MLD stands for IGMP and is untracked");
      case 4, 41 -> none(option, "protocol " + number + " carries a tunnel over IPv4");
      case 58 -> none(option, "no IPv4 flow is of ICMPv6");
      case 43, 44, 51, 59, 60 ->
          none(
              option,
              "protocol " + number + " is an extension header in IPv6, never a flow's protocol");
      default -> List.of(List.of(option));
    };
  }

  private List<List<Option>> address(Option option) {
    Network network = Network.parse(option.value(), Family.IPV4).orElseThrow();
    Ranges image = translation.image((Ranges) network.addresses());
    if (image.isEmpty()) {
      return none(
          option,
          new Reason.NotMapped(
              network.addresses(), "no IPv6 address stands for " + option.value()));
    }
    List<Option> pieces =
        Network.prefixes(Family.IPV6, image).stream()
            .map(piece -> Option.of(option.name(), text(piece)).negate(option.negated()))
            .toList();
    return option.negated() ? List.of(pieces) : pieces.stream().map(List::of).toList();
  }

  private static String text(Network network) {
    return network.prefixLength().equals(Optional.of(128))
        ? Addresses.toString(network.address(), Family.IPV6)
        : network.toString();
  }

  /// A port; a ping's flow has its type and code in the place of the destination port.
  private List<List<Option>> port(Option option, long ping4, long ping6) {
    Ranges ports = Ports.of(option.value());
    boolean pinned = match.value("--ctproto").filter(protocol -> !protocol.equals("1")).isPresent();
    if (!pinned && ports.contains(Unsigned128.of(ping4)) != ports.contains(Unsigned128.of(ping6))) {
      notes.add(
          new Note(
              true,
              "`"
                  + option.name()
                  + "` is not about pings: their flows have type and code in the place of the port, "
                  + ping4
                  + " in IPv4 and "
                  + ping6
                  + " in IPv6"));
    }
    return List.of(List.of(option));
  }

  private List<List<Option>> none(Option option, Reason why) {
    notes.add(new Note(false, why.text()));
    if (option.negated()) {
      return List.of(List.of());
    }
    reasons.add(why);
    return List.of();
  }

  private List<List<Option>> none(Option option, String reason) {
    return none(option, new Reason.NoSuchThing(reason));
  }
}
