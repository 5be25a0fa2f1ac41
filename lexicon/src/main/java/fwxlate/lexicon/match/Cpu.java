package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m cpu`: the processor that handles the packet (xt_cpu.c).
public record Cpu() implements MatchEntry {
  private static final Card CARD =
      Card.of("cpu", "the processor that handles the packet")
          .options(option("--cpu", Syntaxes.number(0, 0xffffffffL)).canNegate())
          .needs("--cpu");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.not(option.negated(), Condition.opaque("cpu " + option.negate(false)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m cpu --cpu 0 -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m cpu ! --cpu 4294967295 -j ACCEPT").staysTheSame(),
        Example.v4("-A INPUT -m cpu --cpu 4294967296 -j ACCEPT").refused("more than 32 bits"),
        Example.v4("-A INPUT -m cpu -j ACCEPT").refused("no processor"));
  }
}
