package fwxlate.lexicon.match;

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
import fwxlate.lexicon.match.part.SearchedBytes;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m string`: bytes somewhere in the packet, headers included (xt_string.c). Offsets count from
/// the start of the IP header, which is 20 bytes longer in IPv6.
public record Payload() implements MatchEntry {
  private static final long LONGER = 20;
  private static final long MOST = 65535;

  private static final Card CARD =
      Card.of("string", "bytes somewhere in the packet, headers included")
          .options(
              option("--string", PatternSyntax.TEXT).canNegate(),
              option("--hex-string", PatternSyntax.HEX).canNegate(),
              option("--algo", Syntaxes.choice(false, "bm", "kmp")),
              option("--from", Syntaxes.number(0, MOST)),
              option("--to", Syntaxes.number(0, MOST)),
              flag("--icase"))
          .needs("--algo")
          .needsOne("--string", "--hex-string");

  @Override
  public Card card() {
    return CARD;
  }

  /// The pattern is printed as text or in hexadecimal, whichever way it was given; the whole packet
  /// is the default.
  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    for (Option option : match.options()) {
      switch (option.name()) {
        case "--string", "--hex-string" -> {
          SearchedBytes pattern = SearchedBytes.of(option);
          options.add(new Option(pattern.option(), option.negated(), List.of(pattern.word())));
        }
        case "--from" -> {
          if (!option.value().equals("0")) {
            options.add(option);
          }
        }
        case "--to" -> {
          if (!option.value().equals("65535")) {
            options.add(option);
          }
        }
        default -> options.add(option);
      }
    }
    return new Match(match.name(), options);
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return number(match, "--from", 0) > number(match, "--to", MOST)
        ? Optional.of("`--from` is behind `--to`")
        : Optional.empty();
  }

  private static long number(Match match, String option, long otherwise) {
    return match.value(option).map(Numbers::canonical).orElse(otherwise);
  }

  /// In offsets of IPv6, so that both families speak of the same bytes.
  @Override
  public Condition meaning(Match match, Family family) {
    boolean negated = match.options().stream().anyMatch(Option::negated);
    var plain =
        new Match(match.name(), match.options().stream().map(o -> o.negate(false)).toList());
    Match shown = family == Family.IPV4 ? shifted(plain) : plain;
    return Condition.not(negated, Condition.opaque(shown.toString().substring("-m ".length())));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    if (number(match, "--from", 0) + LONGER > MOST) {
      String reason = "ip6tables cannot search behind byte 65535";
      return match.options().stream().anyMatch(Option::negated)
          ? Counterpart.always(reason)
          : Counterpart.never(reason);
    }
    return Counterpart.becomes(shifted(match));
  }

  /// Both offsets 20 bytes further; an end behind byte 65535 is no end.
  private static Match shifted(Match match) {
    var options = new ArrayList<Option>();
    for (Option option : match.options()) {
      switch (option.name()) {
        case "--from" ->
            options.add(Option.of("--from", "" + (Numbers.canonical(option.value()) + LONGER)));
        case "--to" -> {
          long to = Numbers.canonical(option.value()) + LONGER;
          if (to < MOST) {
            options.add(Option.of("--to", "" + to));
          }
        }
        default -> options.add(option);
      }
    }
    return new Match(match.name(), options);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        string("--string abc --algo bm")
            .savedAs("-A INPUT -m string --string \"abc\" --algo bm -j DROP")
            .staysTheSame(),
        string("! --string \"GET /\" --algo kmp --from 40 --to 100 --icase")
            .becomes(
                "-A INPUT -m string ! --string \"GET /\" --algo kmp --from 60 --to 120 --icase"
                    + " -j DROP"),
        string("--algo bm --hex-string \"foo|0a 0B|bar\"")
            .savedAs("-A INPUT -m string --hex-string \"|666f6f0a0b626172|\" --algo bm -j DROP")
            .staysTheSame(),
        string("--algo bm ! --hex-string \"| 4142|c\\\\|d\"")
            .savedAs("-A INPUT -m string ! --string \"ABc|d\" --algo bm -j DROP"),
        string("--string \"it's \\\"\\\\ \" --algo bm").staysTheSame(),
        string("--string \"back\\\\\" --algo bm")
            .savedAs("-A INPUT -m string --hex-string \"|6261636b5c|\" --algo bm -j DROP"),
        string("--string \"\u00e4\" --algo bm")
            .savedAs("-A INPUT -m string --hex-string \"|c3a4|\" --algo bm -j DROP"),
        string("--string a --algo bm --from 0 --to 65535")
            .savedAs("-A INPUT -m string --string \"a\" --algo bm -j DROP"),
        string("--string \"a\" --algo bm --from 65515 --to 65534")
            .becomes("-A INPUT -m string --string \"a\" --algo bm --from 65535 -j DROP"),
        string("--string \"a\" --algo bm --from 65516").hasNoCounterpart(),
        string("--string \"" + "a".repeat(128) + "\" --algo bm").staysTheSame(),
        string("--string " + "a".repeat(129) + " --algo bm").refused("too long"),
        string("--hex-string \"|414|\" --algo bm").refused("half a byte"),
        string("--string a --algo bm --from 65536").refused("no such offset"),
        string("--string a --algo bm --from 5 --to 4").refused("behind the end"),
        string("--string a").refused("no algorithm"),
        string("--algo bm").refused("no pattern"));
  }

  private static Example string(String options) {
    return Example.v4("-A INPUT -m string " + options + " -j DROP");
  }

  /// Reads a pattern and leaves it as it is: what is printed depends on its bytes, not on the
  /// option, and [Payload#canonical] may change that.
  private enum PatternSyntax implements Syntax {
    TEXT,
    HEX;

    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public String describe() {
      return this == TEXT ? "text" : "text|hex|text";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      Optional<SearchedBytes> pattern =
          this == TEXT
              ? SearchedBytes.ofText(words.getFirst().text())
              : SearchedBytes.ofHex(words.getFirst().text());
      return pattern.isPresent()
          ? new Parsed.Value(List.of(new Word(words.getFirst().text(), true)))
          : Syntaxes.refused(
              "is not a pattern of 1 to 128 bytes",
              this == TEXT ? "write some text" : "write text with `|hexadecimal|` between bars");
    }
  }
}
