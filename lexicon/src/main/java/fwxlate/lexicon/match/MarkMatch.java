package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Marks;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m mark`: the mark of the packet (xt_mark.c, mark_mt).
public record MarkMatch() implements MatchEntry {
  private static final String MARK = "--mark";

  private static final Card CARD =
      Card.of("mark", "the mark of the packet")
          .options(option(MARK, Syntaxes.MARK).canNegate())
          .needs(MARK);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option mark = match.option(MARK).orElseThrow();
    return Condition.not(mark.negated(), Condition.test(Field.MARK, Marks.of(mark.value())));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m mark --mark 0x1 -j ACCEPT")
            .meets("mark 1")
            .misses("mark 0", "mark 2", "mark 0x101")
            .staysTheSame(),
        Example.v4("-A INPUT -m mark ! --mark 0x10/0xf0 -j ACCEPT")
            .meets("mark 0", "mark 0x30")
            .misses("mark 0x10", "mark 0x11f")
            .staysTheSame(),
        Example.v4("-A INPUT -m mark --mark 255/0xffffffff -j ACCEPT")
            .meets("mark 0xff")
            .misses("mark 0x1ff")
            .savedAs("-A INPUT -m mark --mark 0xff -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A PREROUTING -m mark --mark 0/0 -j ACCEPT")
            .meets("mark 0", "mark 7")
            .in("mangle")
            .savedAs("-A PREROUTING -m mark --mark 0x0/0x0 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m mark --mark 0xff/0x0f -j ACCEPT")
            .misses("mark 0xff", "mark 0xf")
            .savedAs("-A INPUT -m mark --mark 0xff/0xf -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m mark --mark 4294967295 -j ACCEPT")
            .meets("mark 0xffffffff")
            .misses("mark 0xfffffffe")
            .savedAs("-A INPUT -m mark --mark 0xffffffff -j ACCEPT")
            .staysTheSame(),
        Example.v6("-A INPUT -m mark --mark 0x0 -j ACCEPT"),
        Example.v4("-A INPUT -m mark --mark 4294967296 -j ACCEPT").refused("33 bits"),
        Example.v4("-A INPUT -m mark --mark 1/ -j ACCEPT").refused("no mask"),
        Example.v4("-A INPUT -m mark -j ACCEPT").refused("no mark"));
  }
}
