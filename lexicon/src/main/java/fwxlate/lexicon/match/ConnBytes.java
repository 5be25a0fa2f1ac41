package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;
import java.util.Optional;

/// `-m connbytes`: bytes or packets of the flow so far, or their quotient (xt_connbytes.c).
public record ConnBytes() implements MatchEntry {
  private static final Card CARD =
      Card.of("connbytes", "bytes or packets of the flow so far")
          .options(
              option("--connbytes", Syntaxes.word("n[:n]", (text, _) -> read(text))).canNegate(),
              option("--connbytes-mode", Syntaxes.choice(false, "packets", "bytes", "avgpkt")),
              option("--connbytes-dir", Syntaxes.choice(false, "original", "reply", "both")))
          .needs("--connbytes")
          .needs("--connbytes-mode")
          .needs("--connbytes-dir");

  @Override
  public Card card() {
    return CARD;
  }

  /// An open end is printed as none; equal ends are printed both.
  private static Syntax.Parsed read(String text) {
    int colon = text.indexOf(':');
    String low = colon < 0 ? text : text.substring(0, colon);
    String high = colon < 0 ? "" : text.substring(colon + 1);
    Optional<Long> first =
        low.isEmpty() && colon >= 0 ? Optional.of(0L) : Numbers.unsigned(low, 0, -1);
    Optional<Long> last = high.isEmpty() ? Optional.of(-1L) : Numbers.unsigned(high, 0, -1);
    if (first.isEmpty() || last.isEmpty() || Long.compareUnsigned(first.get(), last.get()) > 0) {
      return Syntaxes.refused(
          "is not a range of 64 bits", "write `n` or `n:n`, the lower one first");
    }
    String from = Long.toUnsignedString(first.get());
    return Syntax.Parsed.of(
        last.get() == -1 ? from : from + ":" + Long.toUnsignedString(last.get()));
  }

  /// The tool negates by swapping the ends, so it loses the `!` where they are equal.
  @Override
  public Match canonical(Match match, Family family) {
    Optional<Option> range = match.option("--connbytes").filter(Option::negated);
    if (range.isEmpty()) {
      return match;
    }
    String[] ends = range.get().value().split(":", 2);
    return ends.length == 2 && ends[0].equals(ends[1])
        ? match.with(range.get().negate(false))
        : match;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option range = match.option("--connbytes").orElseThrow();
    return Condition.not(
        range.negated(),
        Condition.opaque(match.with(range.negate(false)).toString().substring("-m ".length())));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return match.value("--connbytes-mode").filter("packets"::equals).isPresent()
        ? Counterpart.same(match)
        : Counterpart.same(match)
            .assuming("20 bytes more in each IPv6 header make no difference to `--connbytes`");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        connbytes("--connbytes 10:20 --connbytes-dir original --connbytes-mode packets")
            .savedAs(
                "-A INPUT -m connbytes --connbytes 10:20 --connbytes-mode packets"
                    + " --connbytes-dir original -j DROP")
            .staysTheSame(),
        connbytes("! --connbytes 10: --connbytes-mode bytes --connbytes-dir reply")
            .savedAs(
                "-A INPUT -m connbytes ! --connbytes 10 --connbytes-mode bytes"
                    + " --connbytes-dir reply -j DROP")
            .staysTheSame(),
        connbytes("! --connbytes 10:10 --connbytes-mode bytes --connbytes-dir both")
            .savedAs(
                "-A INPUT -m connbytes --connbytes 10:10 --connbytes-mode bytes"
                    + " --connbytes-dir both -j DROP"),
        connbytes("--connbytes 0:18446744073709551614 --connbytes-mode avgpkt --connbytes-dir both")
            .staysTheSame(),
        connbytes("--connbytes 20:10 --connbytes-mode bytes --connbytes-dir both")
            .refused("high to low"),
        connbytes("--connbytes 1:18446744073709551616 --connbytes-mode bytes --connbytes-dir both")
            .refused("more than 64 bits"),
        connbytes("--connbytes 10 --connbytes-mode bytes").refused("no direction"));
  }

  private static Example connbytes(String options) {
    return Example.v4("-A INPUT -m connbytes " + options + " -j DROP");
  }
}
