package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.lexicon.match.part.Range32;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import java.util.List;

/// `-m esp`: the security parameter index of ESP (xt_esp.c).
public record Esp() implements MatchEntry {
  private static final Card CARD =
      Card.of("esp", "the security parameter index of ESP")
          .protocols(50)
          .options(option("--espspi", Range32.SYNTAX).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(
        Ports.inThisFragment(),
        match
            .option("--espspi")
            .map(o -> Condition.not(o.negated(), Range32.test(Field.ESP_SPI, o)))
            .orElse(Condition.always()));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p esp -m esp --espspi 256 -j ACCEPT")
            .meets("esp spi 256")
            .misses("esp spi 255", "esp spi 257")
            .staysTheSame(),
        Example.v4("-A INPUT -p esp -m esp ! --espspi 0x10: -j ACCEPT")
            .meets("esp spi 15")
            .misses("esp spi 16", "esp spi 4294967295")
            .savedAs("-A INPUT -p esp -m esp ! --espspi 16:4294967295 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p esp -m esp --espspi 5:1 -j ACCEPT")
            .refused("from high to low, which 1.8.9 takes")
            .notLoaded(),
        Example.v4("-A INPUT -p esp -m esp --espspi 0:4294967295 -j ACCEPT")
            .savedAs("-A INPUT -p esp -m esp -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p esp -m esp --espspi 4294967296 -j ACCEPT")
            .refused("more than 32 bits"),
        Example.v4("-A INPUT -m esp --espspi 1 -j ACCEPT").refused("needs -p esp"));
  }
}
