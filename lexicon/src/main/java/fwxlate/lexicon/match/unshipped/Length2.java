package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m length2`: the length of the packet from a layer on, in bytes (xt_length2.c of
/// xtables-addons). From layer 3 on it is that of `-m length`: the same data make an IPv6 packet 20
/// bytes longer. Layers 4, 5 and 7 leave the IP header out.
public record Length2() implements MatchEntry {
  private static final String LENGTH = "--length";
  private static final String LAYER3 = "--layer3";
  private static final List<String> LAYERS = List.of(LAYER3, "--layer4", "--layer5", "--layer7");
  private static final long LONGER = 20;
  private static final long MOST = 0xffff_ffffL;

  /// The longest packet is shorter than this, in bytes.
  private static final long ALL = 0x1_ffff;

  private static final Card CARD =
      Card.of("length2", "the length of the packet from a layer on (xtables-addons)")
          .notShipped()
          .options(
              flag(LAYER3),
              flag("--layer4"),
              flag("--layer5"),
              flag("--layer7"),
              option(LENGTH, Syntaxes.word("n[:n]", (text, _) -> read(text))).canNegate())
          .needs(LENGTH)
          .excludes(LAYERS.toArray(String[]::new));

  @Override
  public Card card() {
    return CARD;
  }

  /// The tool takes a range from high to low too, which is never met.
  private static Syntax.Parsed read(String text) {
    String[] ends = text.split(":", 2);
    Optional<Long> first = Numbers.unsigned(ends[0], 0, MOST);
    Optional<Long> last = Numbers.unsigned(ends[ends.length - 1], 0, MOST);
    return first.isEmpty() || last.isEmpty()
        ? Syntaxes.refused(
            "is not a length or range of lengths", "write `n` or `n:n`, 32 bits each")
        : Syntax.Parsed.of(text(first.get(), last.get()));
  }

  private static String text(long first, long last) {
    return first == last ? "" + first : first + ":" + last;
  }

  @Override
  public Match canonical(Match match, Family family) {
    if (LAYERS.stream().anyMatch(match::has)) {
      return match;
    }
    var options = new ArrayList<Option>();
    options.add(Option.of(LAYER3));
    options.addAll(match.options());
    return new Match(match.name(), options);
  }

  private static long first(Option length) {
    return Numbers.canonical(length.value().split(":", 2)[0]);
  }

  private static long last(Option length) {
    String[] ends = length.value().split(":", 2);
    return Numbers.canonical(ends[ends.length - 1]);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    if (!match.has(LAYER3)) {
      return OpaqueMatch.whole(match, Condition.Memory.NONE);
    }
    Option length = match.option(LENGTH).orElseThrow();
    long last = Math.min(last(length), ALL);
    return Condition.not(
        length.negated(),
        first(length) > last
            ? Condition.never()
            : Condition.test(Field.LENGTH, first(length), last));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option length = match.option(LENGTH).orElseThrow();
    if (!match.has(LAYER3)) {
      return Counterpart.same(match);
    }
    String longer =
        text(
            first(length) == 0 ? 0 : Math.min(first(length) + LONGER, MOST),
            Math.min(last(length) + LONGER, MOST));
    return Counterpart.becomes(match.with(Option.of(LENGTH, longer).negate(length.negated())));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m length2 --length 28 -j ACCEPT")
            .meets("length 28")
            .misses("length 27", "length 29")
            .savedAs("-A INPUT -m length2 --layer3 --length 28 -j ACCEPT")
            .becomes("-A INPUT -m length2 --layer3 --length 48 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m length2 ! --length 0:65535 --layer3 -j ACCEPT")
            .savedAs("-A INPUT -m length2 --layer3 ! --length 0:65535 -j ACCEPT")
            .becomes("-A INPUT -m length2 --layer3 ! --length 0:65555 -j ACCEPT")
            .notLoaded(),
        Example.v4("-A INPUT -m length2 --layer4 --length 8:4294967295 -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m length2 --layer5 --length 0x10 -j ACCEPT")
            .savedAs("-A INPUT -m length2 --layer5 --length 16 -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m length2 --layer7 ! --length 0 -j ACCEPT")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m length2 --length 4294967296 -j ACCEPT").refused("33 bits"),
        Example.v4("-A INPUT -m length2 --length 100: -j ACCEPT").refused("an open range"),
        Example.v4("-A INPUT -m length2 --layer3 --layer4 --length 1 -j ACCEPT")
            .refused("two layers"),
        Example.v4("-A INPUT -m length2 --layer3 -j ACCEPT").refused("no length"));
  }
}
