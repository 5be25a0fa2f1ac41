package fwxlate.lexicon.match.unshipped;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m psd`: a host that tries many ports in a short time (xt_psd.c of xtables-addons). Delays are
/// in hundredths of a second.
public record Psd() implements MatchEntry {
  /// What is meant where nobody says otherwise, in the order of printing.
  private static final List<Option> USUAL =
      List.of(
          Option.of("--psd-weight-threshold", "21"),
          Option.of("--psd-delay-threshold", "300"),
          Option.of("--psd-lo-ports-weight", "3"),
          Option.of("--psd-hi-ports-weight", "1"));

  private static final Card CARD =
      Card.of("psd", "a host that tries many ports in a short time (xtables-addons)")
          .notShipped()
          .options(
              USUAL.stream()
                  .map(o -> OptionSpelling.option(o.name(), Syntaxes.number(0, 10_000)))
                  .toArray(OptionSpelling[]::new));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    return new Match(
        match.name(), USUAL.stream().map(o -> match.option(o.name()).orElse(o)).toList());
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match).noting("scans over IPv4 and over IPv6 are counted apart");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m psd -j DROP")
            .savedAs(
                "-A INPUT -m psd --psd-weight-threshold 21 --psd-delay-threshold 300"
                    + " --psd-lo-ports-weight 3 --psd-hi-ports-weight 1 -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A INPUT -m psd --psd-hi-ports-weight 0 --psd-delay-threshold 10000 -j DROP")
            .savedAs(
                "-A INPUT -m psd --psd-weight-threshold 21 --psd-delay-threshold 10000"
                    + " --psd-lo-ports-weight 3 --psd-hi-ports-weight 0 -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m psd --psd-weight-threshold 10001 -j DROP").refused("too much"),
        Example.v4("-A INPUT -m psd ! --psd-weight-threshold 1 -j DROP").refused("not negatable"));
  }
}
