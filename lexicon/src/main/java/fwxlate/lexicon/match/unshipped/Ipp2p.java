package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m ipp2p`: data of file sharing programs (xt_ipp2p.c of xtables-addons). `--ipp2p` stood for
/// several of them before 2009.
public record Ipp2p() implements MatchEntry {
  private static final Card CARD =
      Card.of("ipp2p", "data of file sharing programs (xtables-addons)")
          .notShipped()
          .options(
              flag("--ipp2p"),
              flag("--edk"),
              flag("--dc"),
              flag("--gnu"),
              flag("--kazaa"),
              flag("--bit"),
              flag("--apple"),
              flag("--soul"),
              flag("--winmx"),
              flag("--ares"),
              flag("--mute"),
              flag("--waste"),
              flag("--xdcc"),
              flag("--debug"))
          .needs(
              "--ipp2p", "--edk", "--dc", "--gnu", "--kazaa", "--bit", "--apple", "--soul",
              "--winmx", "--ares", "--mute", "--waste", "--xdcc");

  @Override
  public Card card() {
    return CARD;
  }

  /// One of the programs; `--debug` only logs.
  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.anyOf(
        match.without("--debug").options().stream().map(o -> OpaqueMatch.one("ipp2p", o)).toList());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A FORWARD -m ipp2p --kazaa --edk --bit -j DROP")
            .savedAs("-A FORWARD -m ipp2p --edk --kazaa --bit -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4(
                "-A FORWARD -m ipp2p --dc --gnu --apple --soul --winmx --ares --mute --waste"
                    + " --xdcc --debug -j DROP")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A FORWARD -m ipp2p --ipp2p -j DROP").notLoaded(),
        Example.v4("-A FORWARD -m ipp2p ! --bit -j DROP").refused("not negatable"),
        Example.v4("-A FORWARD -m ipp2p --debug -j DROP").refused("no program"));
  }
}
