package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Masked;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `-m policy`: the IPsec transformations that the packet came through, or will (xt_policy.c).
/// Negations belong to single options: what is asked is that one transformation, or with `--strict`
/// each in its turn, meets all options of its element.
public record PolicyMatch() implements MatchEntry {
  private static final String NEXT = "--next";

  /// XT_POLICY_MAX_ELEM.
  private static final int MOST_ELEMENTS = 4;

  private static final Map<Integer, String> PROTOCOLS = Map.of(50, "esp", 51, "ah", 108, "ipcomp");

  /// The options of an element in the order in which the savers print them.
  private static final List<String> ELEMENT =
      List.of("--reqid", "--spi", "--proto", "--mode", "--tunnel-dst", "--tunnel-src");

  private static final Card CARD =
      Card.of("policy", "the IPsec transformations that the packet came through, or will")
          .options(
              option("--dir", Syntaxes.choice(false, "in", "out")),
              option("--pol", Syntaxes.choice(false, "ipsec", "none")),
              flag("--strict"),
              option("--reqid", Syntaxes.number(0, 0xffffffffL)).canNegate().canRepeat(),
              option("--spi", Syntaxes.hex(0, 0xffffffffL, 1)).canNegate().canRepeat(),
              option("--proto", Syntaxes.word("esp|ah|ipcomp", (text, _) -> protocol(text)))
                  .canNegate()
                  .canRepeat(),
              option("--mode", Syntaxes.choice(false, "transport", "tunnel"))
                  .canNegate()
                  .canRepeat(),
              option(
                      "--tunnel-dst",
                      Syntaxes.word("address[/mask]", PolicyMatch::tunnel, Syntaxes::network))
                  .canNegate()
                  .canRepeat(),
              option(
                      "--tunnel-src",
                      Syntaxes.word("address[/mask]", PolicyMatch::tunnel, Syntaxes::network))
                  .canNegate()
                  .canRepeat(),
              flag(NEXT).canRepeat())
          .inGivenOrder()
          .needs("--dir");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed protocol(String text) {
    return Names.protocol(text)
        .filter(number -> PROTOCOLS.containsKey(number) && !text.matches(".*[A-Z].*"))
        .map(number -> Syntax.Parsed.of(PROTOCOLS.getOrDefault(number, text)))
        .orElseGet(() -> Syntaxes.refused("is not a protocol of IPsec", "write esp, ah or ipcomp"));
  }

  /// Printed with the bits outside the mask, and without a mask of all ones.
  private static Syntax.Parsed tunnel(String text, Family family) {
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

  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    match.option("--dir").ifPresent(options::add);
    String policy = match.value("--pol").orElse("ipsec");
    options.add(Option.of("--pol", policy));
    match.option("--strict").ifPresent(options::add);
    if (policy.equals("ipsec")) {
      List<List<Option>> elements = elements(match);
      for (int i = 0; i < elements.size(); i++) {
        if (i > 0) {
          options.add(Option.of(NEXT));
        }
        options.addAll(elements.get(i));
      }
    }
    return new Match(match.name(), options);
  }

  /// The options of each element, in the savers' order.
  private static List<List<Option>> elements(Match match) {
    var elements = new ArrayList<List<Option>>();
    var open = new ArrayList<Option>();
    for (Option option : match.options()) {
      if (option.name().equals(NEXT)) {
        elements.add(open);
        open = new ArrayList<>();
      } else if (ELEMENT.contains(option.name())) {
        open.add(option);
      }
    }
    elements.add(open);
    elements.forEach(e -> e.sort(Comparator.comparingInt(o -> ELEMENT.indexOf(o.name()))));
    return elements;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    List<List<Option>> elements = elements(match);
    boolean strict = match.has("--strict");
    if (strict && match.value("--pol").filter("none"::equals).isPresent()) {
      return Optional.of("`--pol none` and `--strict` exclude each other");
    }
    if (elements.size() > 1 && !strict) {
      return Optional.of("`--next` needs `--strict`");
    }
    if (elements.size() > MOST_ELEMENTS) {
      return Optional.of("`-m policy` takes at most four elements");
    }
    if (strict && elements.stream().anyMatch(List::isEmpty)) {
      return Optional.of("with `--strict` each element needs an option");
    }
    for (List<Option> element : elements) {
      if (element.stream().map(Option::name).distinct().count() < element.size()) {
        return Optional.of("an option stands twice in one element of `-m policy`");
      }
      boolean tunnel =
          element.stream()
              .anyMatch(
                  o -> o.name().equals("--mode") && o.value().equals("tunnel") != o.negated());
      boolean ends = element.stream().anyMatch(o -> o.name().startsWith("--tunnel-"));
      if (ends && !tunnel) {
        return Optional.of("`--tunnel-src` and `--tunnel-dst` need `--mode tunnel`");
      }
    }
    return Optional.empty();
  }

  /// No policy is the opposite of any, in the same direction.
  @Override
  public Condition meaning(Match match, Family family) {
    boolean none = match.value("--pol").filter("none"::equals).isPresent();
    Match any = match.with(Option.of("--pol", "ipsec"));
    return Condition.not(none, Condition.opaque(any.toString().substring("-m ".length())));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    List<List<Option>> product = List.of(List.of());
    boolean mapped = false;
    for (Option option : match.options()) {
      List<Optional<Option>> choices = List.of(Optional.of(option));
      if (option.name().startsWith("--tunnel-")) {
        Optional<List<Optional<Option>>> ends = ends(option, translation);
        if (ends.isEmpty()) {
          return Counterpart.notMapped(
              Network.parse(option.value(), Family.IPV4).orElseThrow().addresses(),
              "no IPv6 addresses that `"
                  + option.name()
                  + "` could ask for stand for "
                  + option.value());
        }
        choices = ends.get();
        mapped = true;
      }
      var longer = new ArrayList<List<Option>>();
      for (List<Option> start : product) {
        for (Optional<Option> choice : choices) {
          var more = new ArrayList<>(start);
          choice.ifPresent(more::add);
          longer.add(more);
        }
      }
      product = longer;
    }
    var all =
        new Counterpart(
            product.stream().map(o -> new Alternative(new Match(match.name(), o))).toList(),
            List.of());
    return mapped
        ? all.assuming("IPsec tunnels over IPv6 end at the addresses that stand for the IPv4 ends")
        : all;
  }

  /// What an end of a tunnel becomes: one option for each network that stands for it, or no option
  /// where all addresses meet it. Nothing where none does, or where it takes more than one option
  /// to say that none of several networks is meant.
  private static Optional<List<Optional<Option>>> ends(Option option, Translation translation) {
    Ranges image =
        switch (Network.parse(option.value(), Family.IPV4).orElseThrow().addresses()) {
          case Ranges ranges -> translation.image(ranges);
          case Masked masked -> masked.ranges(32).map(translation::image).orElse(Ranges.NONE);
        };
    boolean everything = image.equals(Ranges.all(128));
    if (option.negated() ? image.isEmpty() : everything) {
      return Optional.of(List.of(Optional.empty()));
    }
    List<Network> networks = Network.prefixes(Family.IPV6, image);
    if (option.negated() ? everything || networks.size() > 1 : networks.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(networks.stream().map(n -> Optional.of(text(n, option))).toList());
  }

  private static Option text(Network network, Option like) {
    String text = network.toString();
    String plain = text.endsWith("/128") ? text.substring(0, text.length() - 4) : text;
    return Option.of(like.name(), plain).negate(like.negated());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        policy("--dir in --pol ipsec").staysTheSame(),
        policy("--pol none --dir in")
            .savedAs("-A INPUT -m policy --dir in --pol none -j ACCEPT")
            .staysTheSame(),
        policy("--dir in --pol ipsec ! --proto 50 ! --reqid 4294967295 ! --spi 256")
            .savedAs(
                "-A INPUT -m policy --dir in --pol ipsec ! --reqid 4294967295 ! --spi 0x100"
                    + " ! --proto esp -j ACCEPT")
            .staysTheSame(),
        policy(
                "--dir in --pol ipsec --strict --mode tunnel --tunnel-src 192.0.2.1"
                    + " --tunnel-dst 198.51.100.0/24 --next --reqid 2")
            .savedAs(
                "-A INPUT -m policy --dir in --pol ipsec --strict --mode tunnel"
                    + " --tunnel-dst 198.51.100.0/24 --tunnel-src 192.0.2.1 --next --reqid 2"
                    + " -j ACCEPT")
            .becomes(
                "-A INPUT -m policy --dir in --pol ipsec --strict --mode tunnel"
                    + " --tunnel-dst 2001:db8:2::/64 --tunnel-src 2001:db8:1::1 --next --reqid 2"
                    + " -j ACCEPT"),
        policy("--dir in --pol ipsec --mode tunnel --tunnel-src 203.0.113.1").hasNoCounterpart(),
        policy("--dir in --pol ipsec --mode tunnel ! --tunnel-src 203.0.113.1/255.255.255.0")
            .savedAs(
                "-A INPUT -m policy --dir in --pol ipsec --mode tunnel"
                    + " ! --tunnel-src 203.0.113.1/24 -j ACCEPT")
            .becomes("-A INPUT -m policy --dir in --pol ipsec --mode tunnel -j ACCEPT"),
        Example.v6(
            "-A INPUT -m policy --dir in --pol ipsec --mode tunnel ! --tunnel-dst 2001:db8::1"
                + " --tunnel-src 2001:db8::/32 -j ACCEPT"),
        policy("--pol ipsec").refused("no direction"),
        policy("--dir in --pol none --strict").refused("nothing to be strict about"),
        policy("--dir in --pol ipsec --reqid 1 --next --reqid 2").refused("only with --strict"),
        policy("--dir in --pol ipsec --strict --reqid 1 --next").refused("empty element"),
        policy("--dir in --pol ipsec --tunnel-src 192.0.2.1").refused("no tunnel"),
        policy("--dir in --pol ipsec --proto tcp").refused("no protocol of IPsec"));
  }

  private static Example policy(String options) {
    return Example.v4("-A INPUT -m policy " + options + " -j ACCEPT");
  }
}
