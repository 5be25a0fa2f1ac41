package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Masked;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// `-m ipvs`: what the virtual server (IPVS) knows of the packet (xt_ipvs.c). Every question but `!
/// --ipvs` asks first whether the virtual server has handled the packet at all.
public record Ipvs() implements MatchEntry {
  private static final String IPVS = "--ipvs";
  private static final String ADDRESS = "--vaddr";

  private static final Syntax PORT = Syntaxes.word("port", (text, _) -> port(text));

  private static final Card CARD =
      Card.of("ipvs", "what the virtual server (IPVS) knows of the packet")
          .options(
              flag(IPVS).canNegate(),
              option("--vproto", Syntaxes.word("protocol", (text, _) -> protocol(text)))
                  .canNegate(),
              option(ADDRESS, Syntaxes.word("address[/mask]", Ipvs::address, Syntaxes::network))
                  .canNegate(),
              option("--vport", PORT).canNegate(),
              option("--vdir", Syntaxes.choice(true, "ORIGINAL", "REPLY")),
              option("--vmethod", Syntaxes.choice(true, "GATE", "IPIP", "MASQ")).canNegate(),
              option("--vportctl", PORT).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed protocol(String text) {
    return Names.protocol(text)
        .map(number -> Syntax.Parsed.of("" + number))
        .orElseGet(() ->
            Syntaxes.refused("is not a protocol", "write a name of /etc/protocols or 0 to 255"));
  }

  private static Syntax.Parsed port(String text) {
    return Syntaxes.resolvedPorts(text)
        .filter(_ -> text.indexOf(':') < 0)
        .map(Syntax.Parsed::of)
        .orElseGet(() -> Syntaxes.refused("is not a port", "write 0 to 65535 or a service's name"));
  }

  /// Printed with the bits outside the mask, and without a mask of all ones.
  private static Syntax.Parsed address(String text, Family family) {
    String address = text.split("/", 2)[0];
    Optional<Network> network =
        Addresses.parse(address, family).flatMap(_ -> Network.parse(text, family));
    if (network.isEmpty()) {
      return Syntaxes.refused("is not an address", "write `address` or `address/mask`");
    }
    String mask = network.get().toString().split("/", 2)[1];
    String plain = Addresses.toString(Addresses.parse(address, family).orElseThrow(), family);
    return Syntax.Parsed.of(mask.equals("" + Addresses.bits(family)) ? plain : plain + "/" + mask);
  }

  /// Every other option says `--ipvs` too.
  @Override
  public Match canonical(Match match, Family family) {
    return match.option(IPVS).filter(o -> !o.negated()).isPresent() && match.options().size() > 1
        ? match.without(IPVS)
        : match;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (match.options().isEmpty()) {
      return Optional.of("`-m ipvs` needs an option");
    }
    return match.has(IPVS) && match.options().size() > 1
        ? Optional.of("`! --ipvs` stands alone")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Condition handled = Condition.opaque("ipvs");
    if (match.has(IPVS)) {
      return Condition.not(match.option(IPVS).orElseThrow().negated(), handled);
    }
    return Condition.allOf(handled, OpaqueMatch.each(match));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Optional<Option> address = match.option(ADDRESS);
    if (address.isEmpty()) {
      return Counterpart.same(match);
    }
    boolean negated = address.get().negated();
    Ranges image = image(address.get(), translation);
    if (negated ? image.isEmpty() : image.equals(Ranges.all(128))) {
      Match rest = match.without(ADDRESS);
      return Counterpart.becomes(
          rest.options().isEmpty() ? Match.of("ipvs", Option.of(IPVS)) : rest);
    }
    List<Network> networks = Network.prefixes(Family.IPV6, image);
    if (networks.isEmpty() || (negated && networks.size() > 1)) {
      return Counterpart.notMapped(
          addresses(address.get()),
          "no IPv6 addresses that `"
              + ADDRESS
              + "` could ask for stand for "
              + address.get().value());
    }
    return Counterpart.oneOf(
            networks.stream()
                .map(n -> match.with(Option.of(ADDRESS, text(n)).negate(negated)))
                .toList())
        .assuming("the virtual services of IPv6 have the addresses that stand for the IPv4 ones");
  }

  private static ValueSet addresses(Option address) {
    return Network.parse(address.value(), Family.IPV4).orElseThrow().addresses();
  }

  private static Ranges image(Option address, Translation translation) {
    return switch (addresses(address)) {
      case Ranges ranges -> translation.image(ranges);
      case Masked masked -> masked.ranges(32).map(translation::image).orElse(Ranges.NONE);
    };
  }

  private static String text(Network network) {
    String text = network.toString();
    return text.endsWith("/128") ? text.substring(0, text.length() - 4) : text;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        ipvs("--ipvs").staysTheSame().notLoaded(),
        ipvs("! --ipvs").staysTheSame().notLoaded(),
        ipvs("--vmethod masq --ipvs --vdir reply ! --vportctl ftp --vport 0020"
                + " --vaddr 192.0.2.77 ! --vproto udp")
            .savedAs(
                "-A INPUT -m ipvs ! --vproto 17 --vaddr 192.0.2.77 --vport 20 --vdir REPLY"
                    + " --vmethod MASQ ! --vportctl 21 -j ACCEPT")
            .becomes(
                "-A INPUT -m ipvs ! --vproto 17 --vaddr 2001:db8:1::4d --vport 20 --vdir REPLY"
                    + " --vmethod MASQ ! --vportctl 21 -j ACCEPT")
            .notLoaded(),
        ipvs("! --vaddr 192.0.2.77/255.255.255.0")
            .savedAs("-A INPUT -m ipvs ! --vaddr 192.0.2.77/24 -j ACCEPT")
            .becomes("-A INPUT -m ipvs ! --vaddr 2001:db8:1::/120 -j ACCEPT")
            .notLoaded(),
        ipvs("--vaddr 0.0.0.0/0").becomes("-A INPUT -m ipvs --ipvs -j ACCEPT").notLoaded(),
        ipvs("--vaddr 203.0.113.1").hasNoCounterpart().notLoaded(),
        ipvs("--vport 65535 --vdir ORIGINAL ! --vmethod GATE").staysTheSame().notLoaded(),
        Example.v6("-A INPUT -m ipvs --vaddr 2001:db8::/64 --vmethod IPIP -j ACCEPT").notLoaded(),
        ipvs("--vproto 256").refused("no such protocol"),
        ipvs("--vport 22:23").refused("one port"),
        ipvs("! --vdir REPLY").refused("not negatable"),
        ipvs("--vmethod nat").refused("no such method"),
        ipvs("! --ipvs --vport 22").refused("contradicts itself"),
        ipvs("").refused("no option"));
  }

  private static Example ipvs(String options) {
    return Example.v4("-A INPUT -m ipvs " + options + " -j ACCEPT");
  }
}
