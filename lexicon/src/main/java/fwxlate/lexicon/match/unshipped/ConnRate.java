package fwxlate.lexicon.match.unshipped;

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
import fwxlate.ruleset.Match;
import java.util.List;
import java.util.Optional;

/// `-m connrate`: the bytes a second of the packet's flow, up to Linux 2.6.22 (ipt_connrate.c).
public record ConnRate() implements MatchEntry {
  private static final String RATE = "--connrate";
  private static final long MOST = 0xffff_ffffL;

  private static final Card CARD =
      Card.of("connrate", "the bytes a second of the packet's flow (historic)")
          .only(Family.IPV4)
          .notShipped()
          .options(option(RATE, Syntaxes.word("[from]:[to]", (text, _) -> read(text))).canNegate())
          .needs(RATE);

  @Override
  public Card card() {
    return CARD;
  }

  /// The most of 32 bits is printed as `inf`.
  private static Syntax.Parsed read(String text) {
    String[] ends = text.split(":", 2);
    Optional<Long> from = end(ends[0], 0);
    Optional<Long> to = ends.length == 2 ? end(ends[1], MOST) : Optional.empty();
    if (from.isEmpty() || to.isEmpty() || from.get() > to.get()) {
      return Syntaxes.refused(
          "is not a range of rates", "write `from:to` in bytes a second, 32 bits each, or `inf`");
    }
    return Syntax.Parsed.of(printed(from.get()) + ":" + printed(to.get()));
  }

  private static Optional<Long> end(String text, long open) {
    return switch (text) {
      case "" -> Optional.of(open);
      case "inf" -> Optional.of(MOST);
      default -> Numbers.unsigned(text, 0, MOST);
    };
  }

  private static String printed(long rate) {
    return rate == MOST ? "inf" : "" + rate;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.each(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never(
        "no kernel since 2.6 has `-m connrate`: `-m hashlimit` with a rate in bytes is the nearest");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A FORWARD -m connrate --connrate 0x400: -j DROP")
            .savedAs("-A FORWARD -m connrate --connrate 1024:inf -j DROP")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A FORWARD -m connrate ! --connrate :4294967294 -j DROP")
            .savedAs("-A FORWARD -m connrate ! --connrate 0:4294967294 -j DROP")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A FORWARD -m connrate --connrate 5:4 -j DROP").refused("from high to low"),
        Example.v4("-A FORWARD -m connrate --connrate 1024 -j DROP").refused("no range"),
        Example.v4("-A FORWARD -m connrate --connrate 0:4294967296 -j DROP").refused("33 bits"),
        Example.v4("-A FORWARD -m connrate -j DROP").refused("no rate"));
  }
}
