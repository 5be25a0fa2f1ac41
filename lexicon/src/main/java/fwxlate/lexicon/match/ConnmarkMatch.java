package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.CtStates;
import fwxlate.lexicon.match.part.Marks;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m connmark`: the mark of the packet's flow; no packet without a flow meets it, negated or not
/// (xt_connmark.c, connmark_mt).
public record ConnmarkMatch() implements MatchEntry {
  private static final String MARK = "--mark";

  private static final Card CARD =
      Card.of("connmark", "the mark of the packet's flow")
          .options(option(MARK, Syntaxes.MARK).canNegate())
          .needs(MARK);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option mark = match.option(MARK).orElseThrow();
    return Condition.allOf(
        CtStates.exists(),
        Condition.not(mark.negated(), Condition.test(Field.CONNMARK, Marks.of(mark.value()))));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m connmark --mark 0x1 -j ACCEPT")
            .meets("connmark 1")
            .misses("connmark 0", "connmark 2", "connmark 0x101", "connmark 1 INVALID")
            .staysTheSame(),
        Example.v4("-A INPUT -m connmark ! --mark 0x10/0xf0 -j ACCEPT")
            .meets("connmark 0", "connmark 0x30")
            .misses("connmark 0x10", "connmark 0x11f", "connmark 0 UNTRACKED")
            .staysTheSame(),
        Example.v4("-A INPUT -m connmark --mark 255/0xffffffff -j ACCEPT")
            .meets("connmark 0xff")
            .misses("connmark 0x1ff")
            .savedAs("-A INPUT -m connmark --mark 0xff -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A PREROUTING -m connmark --mark 0/0 -j ACCEPT")
            .meets("connmark 0", "connmark 7")
            .in("mangle")
            .savedAs("-A PREROUTING -m connmark --mark 0x0/0x0 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m connmark --mark 0xff/0x0f -j ACCEPT")
            .misses("connmark 0xff", "connmark 0xf")
            .savedAs("-A INPUT -m connmark --mark 0xff/0xf -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m connmark --mark 4294967295 -j ACCEPT")
            .meets("connmark 0xffffffff")
            .misses("connmark 0xfffffffe")
            .savedAs("-A INPUT -m connmark --mark 0xffffffff -j ACCEPT")
            .staysTheSame(),
        Example.v6("-A INPUT -m connmark --mark 0x0 -j ACCEPT"),
        Example.v4("-A INPUT -m connmark --mark 4294967296 -j ACCEPT").refused("33 bits"),
        Example.v4("-A INPUT -m connmark --mark 1/ -j ACCEPT").refused("no mask"),
        Example.v4("-A INPUT -m connmark -j ACCEPT").refused("no mark"));
  }
}
