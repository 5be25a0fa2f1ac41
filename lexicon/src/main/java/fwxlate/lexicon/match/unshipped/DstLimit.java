package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.Hashlimit;
import fwxlate.lexicon.match.Limit;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `-m dstlimit`: a rate for each destination, up to Linux 2.6.9 (ipt_dstlimit.c); became `-m
/// hashlimit`. Its saver forgot the name and printed `--mode` for `--dstlimit-mode`: the latter is
/// read too.
public record DstLimit() implements MatchEntry {
  private static final Hashlimit MODERN = new Hashlimit();
  private static final String RATE = "--dstlimit";
  private static final String BURST = "--dstlimit-burst";
  private static final String MODE = "--dstlimit-mode";
  private static final String NAME = "--dstlimit-name";
  private static final String CLEAN = "--dstlimit-htable-gcinterval";
  private static final String EXPIRE = "--dstlimit-htable-expire";

  /// Bytes of the longest name; the field had 15, of the kernel's file below /proc.
  private static final int LONGEST = 14;

  private static final Syntax ANY = Syntaxes.number(0, 0xffffffffL);

  private static final Card CARD =
      Card.of("dstlimit", "a rate for each destination (historic: hashlimit)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option(RATE, rates()),
              option(BURST, Syntaxes.number(0, 10_000)),
              option(
                      MODE,
                      Syntaxes.word(
                          "dstip|dstip-dstport|srcip-dstip|srcip-dstip-dstport",
                          (text, _) -> mode(text)))
                  .alias("--mode"),
              option(NAME, Syntaxes.fileName(LONGEST)),
              option("--dstlimit-htable-size", ANY),
              option("--dstlimit-htable-max", ANY),
              option(CLEAN, ANY),
              option(EXPIRE, ANY))
          .needs(RATE)
          .needs(MODE)
          .needs(NAME);

  @Override
  public Card card() {
    return CARD;
  }

  /// The same units and bounds as those of `-m limit`, which no rate exceeds.
  private static Syntax rates() {
    return new Limit().spelling().option("--limit").map(OptionSpelling::syntax).orElseThrow();
  }

  private static Syntax.Parsed mode(String text) {
    return Syntaxes.choice(false, "dstip", "dstip-dstport", "srcip-dstip", "srcip-dstip-dstport")
        .read(List.of(Word.of(text.replace("-destport", "-dstport"))), Family.IPV4);
  }

  /// What is as it is unless said otherwise is not printed.
  @Override
  public Match canonical(Match match, Family family) {
    var usual = Map.of(BURST, "5", CLEAN, "1000", EXPIRE, "10000");
    return new Match(
        match.name(),
        match.options().stream()
            .filter(o ->
                !o.value()
                    .equals(usual.getOrDefault(o.name(), o.name().contains("htable") ? "0" : "")))
            .toList());
  }

  private static Match modern(Match match) {
    var options = new ArrayList<Option>();
    for (Option option : match.with(expiry(match)).options()) {
      String name = "--hash" + option.name().substring("--dst".length());
      options.add(
          switch (option.name()) {
            case RATE -> Option.of("--hashlimit-upto", option.value());
            case MODE -> Option.of(name, option.value().replace('-', ','));
            default -> Option.of(name, option.value());
          });
    }
    return MODERN.canonical(new Match("hashlimit", options), Family.IPV4);
  }

  private static Option expiry(Match match) {
    return match.option(EXPIRE).orElseGet(() -> Option.of(EXPIRE, "10000"));
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return isModern(match)
        ? MODERN.meaning(modern(match), family)
        : OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  /// `-m hashlimit` takes no burst, no interval and no expiry of 0.
  private static boolean isModern(Match match) {
    return List.of(BURST, CLEAN, EXPIRE).stream()
        .noneMatch(name -> match.value(name).filter("0"::equals).isPresent());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return isModern(match)
        ? MODERN.counterpart(modern(match), translation)
        : Counterpart.never("`-m hashlimit`, which `-m dstlimit` became, takes no 0 there");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        dstlimit("--dstlimit 10/second --dstlimit-mode dstip --dstlimit-name web")
            .savedAs(
                "-A INPUT -m dstlimit --dstlimit 10/sec --dstlimit-mode dstip"
                    + " --dstlimit-name web -j ACCEPT")
            .becomes(
                "-A INPUT -m hashlimit --hashlimit-upto 10/sec --hashlimit-burst 5"
                    + " --hashlimit-mode dstip --hashlimit-name web"
                    + " --hashlimit-htable-expire 10000 -j ACCEPT")
            .notLoaded(),
        dstlimit(
                "--dstlimit 1/day --dstlimit-burst 10000 --mode srcip-dstip-destport"
                    + " --dstlimit-name web --dstlimit-htable-size 8 --dstlimit-htable-max 0"
                    + " --dstlimit-htable-gcinterval 1000 --dstlimit-htable-expire 1")
            .savedAs(
                "-A INPUT -m dstlimit --dstlimit 1/day --dstlimit-burst 10000"
                    + " --dstlimit-mode srcip-dstip-dstport --dstlimit-name web"
                    + " --dstlimit-htable-size 8 --dstlimit-htable-expire 1 -j ACCEPT")
            .becomes(
                "-A INPUT -m hashlimit --hashlimit-upto 1/day --hashlimit-burst 10000"
                    + " --hashlimit-mode srcip,dstip,dstport --hashlimit-name web"
                    + " --hashlimit-htable-size 8 --hashlimit-htable-expire 1 -j ACCEPT")
            .notLoaded(),
        dstlimit("--dstlimit 1/sec --dstlimit-burst 0 --dstlimit-mode dstip --dstlimit-name web")
            .hasNoCounterpart()
            .notLoaded(),
        dstlimit("--dstlimit 1/sec --dstlimit-burst 10001 --dstlimit-mode dstip --dstlimit-name a")
            .refused("too many"),
        dstlimit("--dstlimit 1/sec --dstlimit-mode srcip --dstlimit-name a").refused("no mode"),
        dstlimit("--dstlimit 1/sec --dstlimit-mode dstip").refused("no name"),
        dstlimit("--dstlimit-mode dstip --dstlimit-name a").refused("no rate"));
  }

  private static Example dstlimit(String options) {
    return Example.v4("-A INPUT -m dstlimit " + options + " -j ACCEPT");
  }
}
