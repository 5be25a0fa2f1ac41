package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m recent`: whether an address is on a list, which asking may change (xt_recent.c, recent_mt).
///
/// Lists are known by their names in both families at once and hold a limited number of addresses
/// of either: the IPv6 rules keep a list of their own.
public record Recent() implements MatchEntry {
  /// Bytes of the longest name (XT_RECENT_NAME_LEN - 1).
  private static final int LONGEST = 199;

  private static final String SET = "--set";
  private static final String REMOVE = "--remove";
  private static final String NAME = "--name";
  private static final String MASK = "--mask";
  private static final String SOURCE = "--rsource";
  private static final String DESTINATION = "--rdest";
  private static final List<String> ACTIONS = List.of(SET, "--rcheck", "--update", REMOVE);
  private static final List<String> LIMITS = List.of("--seconds", "--hitcount", "--rttl", "--reap");

  private static final Card CARD =
      Card.of("recent", "whether an address is on a list, and puts it there or takes it off")
          .options(
              flag(SET).canNegate(),
              flag("--rcheck").canNegate(),
              flag("--update").canNegate(),
              flag(REMOVE).canNegate(),
              option("--seconds", Syntaxes.number(1, 0xffffffffL)),
              flag("--reap"),
              option("--hitcount", Syntaxes.word("0-65535", (text, family) -> hits(text, family))),
              flag("--rttl"),
              option(NAME, Syntaxes.fileName(LONGEST)),
              option(MASK, Syntaxes.word("mask", Recent::readMask)),
              flag(SOURCE),
              flag(DESTINATION).asksOfDestination())
          .needsBeside("--reap", "--seconds");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    Unsigned128 everyBit = Unsigned128.ones(Addresses.bits(family));
    var options = new ArrayList<Option>();
    for (Option option : match.options()) {
      if (!List.of(NAME, MASK, SOURCE, DESTINATION).contains(option.name())) {
        options.add(option);
      }
    }
    options.add(match.option(NAME).orElseGet(() -> Option.of(NAME, "DEFAULT")));
    options.add(
        match.option(MASK).orElseGet(() -> Option.of(MASK, Addresses.toString(everyBit, family))));
    match.option(SOURCE).ifPresent(options::add);
    match.option(DESTINATION).ifPresent(options::add);
    if (!match.has(SOURCE) && !match.has(DESTINATION)) {
      options.add(Option.of(SOURCE));
    }
    return new Match(match.name(), options);
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (ACTIONS.stream().filter(match::has).count() != 1) {
      return Optional.of("`-m recent` needs one of " + String.join(", ", ACTIONS));
    }
    if (match.has(SOURCE) && match.has(DESTINATION)) {
      return Optional.of("`-m recent` lists the source or the destination, not both");
    }
    return (match.has(SET) || match.has(REMOVE)) && LIMITS.stream().anyMatch(match::has)
        ? Optional.of(
            String.join(", ", LIMITS) + " of `-m recent` go with `--rcheck` and `--update` only")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option action = match.options().getFirst();
    // `--set` is met by every packet, whether the address was on the list or not
    Condition plain =
        action.name().equals(SET)
            ? Condition.always()
            : new Condition.Opaque(
                match.with(action.negate(false)).toString(), Condition.Memory.PER_RULE);
    return Condition.not(action.negated(), plain);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    String mask = match.value(MASK).orElseThrow();
    // a mask with holes has no prefix to stand for it: whole addresses are the narrowest list
    int bits =
        translation.prefixBits(
            Network.parse("0.0.0.0/" + mask, Family.IPV4)
                .flatMap(Network::prefixLength)
                .orElse(32));
    String name = match.value(NAME).orElseThrow();
    String twin = name.substring(0, Math.min(name.length(), LONGEST - 1)) + "6";
    Match here =
        match
            .with(Option.of(NAME, twin))
            .with(
                Option.of(
                    MASK, Addresses.toString(Network.prefixMask(Family.IPV6, bits), Family.IPV6)));
    return Counterpart.becomes(here)
        .assuming(
            "the list `"
                + twin
                + "`, kept by the first "
                + bits
                + " bits of IPv6 addresses, answers as the list `"
                + name
                + "`, kept by the mask "
                + mask
                + " of IPv4 addresses, does");
  }

  @Override
  public List<Example> examples() {
    String tail4 = " --mask 255.255.255.255 --rsource";
    String tail6 = " --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource";
    return List.of(
        Example.v4("-A INPUT -m recent --set -j ACCEPT")
            .savedAs("-A INPUT -m recent --set --name DEFAULT" + tail4 + " -j ACCEPT")
            .becomes("-A INPUT -m recent --set --name DEFAULT6" + tail6 + " -j ACCEPT"),
        Example.v4("-A INPUT -m recent ! --rcheck --name ssh" + tail4 + " -j ACCEPT")
            .becomes("-A INPUT -m recent ! --rcheck --name ssh6" + tail6 + " -j ACCEPT"),
        Example.v4(
                "-A INPUT -m recent --update --name a.b --rttl --hitcount 65535 --reap --seconds 1"
                    + " --rdest -j DROP")
            .savedAs(
                "-A INPUT -m recent --update --seconds 1 --reap --hitcount 65535 --rttl --name a.b"
                    + " --mask 255.255.255.255 --rdest -j DROP")
            .becomes(
                "-A INPUT -m recent --update --seconds 1 --reap --hitcount 65535 --rttl --name a.b6"
                    + " --mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rdest -j DROP"),
        Example.v4("-A INPUT -m recent --update --hitcount 0 --name x" + tail4 + " -j DROP")
            .savedAs("-A INPUT -m recent --update --name x" + tail4 + " -j DROP")
            .becomes("-A INPUT -m recent --update --name x6" + tail6 + " -j DROP"),
        Example.v4("-A INPUT -m recent --remove --name x --mask 0.0.0.0 --rsource -j DROP")
            .becomes("-A INPUT -m recent --remove --name x6 --mask :: --rsource -j DROP"),
        Example.v4("-A INPUT -m recent --rcheck --name x --mask 255.0.255.0 --rsource -j DROP")
            .becomes("-A INPUT -m recent --rcheck --name x6" + tail6 + " -j DROP"),
        Example.v6(
            "-A INPUT -m recent --rcheck --name x --mask ffff:ffff:ffff:ffff:: --rsource -j DROP"),
        Example.v4("-A INPUT -m recent --update --seconds 0 -j DROP").refused("no time"),
        Example.v4("-A INPUT -m recent --update --hitcount 65536 -j DROP").refused("too many"),
        Example.v4("-A INPUT -m recent --update --reap -j DROP").refused("needs --seconds"),
        Example.v4("-A INPUT -m recent --set --seconds 5 -j DROP").refused("not with --set"),
        Example.v4("-A INPUT -m recent --set --update -j DROP").refused("two actions"),
        Example.v4("-A INPUT -m recent --name x -j DROP").refused("no action"),
        Example.v4("-A INPUT -m recent --set --name a/b -j DROP").refused("no file's name"),
        Example.v6("-A INPUT -m recent --set --mask 255.255.255.0 -j DROP").refused("of IPv4"));
  }

  /// Reads a number of hits; 0 asks for nothing and is not printed.
  private static Syntax.Parsed hits(String text, Family family) {
    Syntax.Parsed read = Syntaxes.number(0, 65535).read(List.of(Word.of(text)), family);
    return read.equals(Syntax.Parsed.of("0"))
        ? new Syntax.Parsed.Everything(List.of(Word.of("0")))
        : read;
  }

  private static Syntax.Parsed readMask(String text, Family family) {
    return Addresses.parse(text, family)
        .map(mask -> Syntax.Parsed.of(Addresses.toString(mask, family)))
        .orElseGet(() ->
            Syntaxes.refused(
                "is not a mask",
                family == Family.IPV4
                    ? "write it in full: 255.255.255.0"
                    : "write it in full: ffff:ffff:ffff:ffff::"));
  }
}
