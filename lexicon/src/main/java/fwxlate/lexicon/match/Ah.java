package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.lexicon.match.part.Range32;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m ah`: the authentication header (ipt_ah.c, ip6t_ah.c). In IPv4 it is the protocol of the
/// packet, in IPv6 an extension header that may stand anywhere.
public record Ah() implements MatchEntry {
  private static final Card CARD =
      Card.of("ah", "the authentication header: its index, in IPv6 also its length")
          .options(
              option("--ahspi", Range32.SYNTAX).canNegate(),
              option("--ahlen", Syntaxes.number(0, 0xffffffffL)).canNegate(),
              flag("--ahres"));

  @Override
  public Card card() {
    return CARD;
  }

  /// Length 0 asks for nothing, and the savers do not print it.
  @Override
  public Match canonical(Match match, Family family) {
    return match.option("--ahlen").filter(o -> o.value().equals("0")).isPresent()
        ? match.without("--ahlen")
        : match;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    if (family == Family.IPV6) {
      return Optional.empty();
    }
    if (match.has("--ahlen") || match.has("--ahres")) {
      return Optional.of("`--ahlen` and `--ahres` are for ip6tables");
    }
    return Names.isProtocol(rule, 51) ? Optional.empty() : Optional.of("`-m ah` needs `-p ah`");
  }

  /// There must be a header before anything about it can be met, negated or not.
  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    all.add(Ports.inThisFragment());
    all.add(Condition.test(Field.AH_SPI, 0, 0xffffffffL));
    for (Option option : match.options()) {
      Condition plain =
          option.name().equals("--ahspi")
              ? Range32.test(Field.AH_SPI, option)
              : Condition.opaque("ah " + option.negate(false));
      all.add(Condition.not(option.negated(), plain));
    }
    return Condition.allOf(all);
  }

  /// `-p ah` of the same rule becomes `-m ah`: alone, this match adds nothing to it.
  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return match.options().isEmpty() ? Counterpart.becomes() : Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p ah -m ah -j ACCEPT")
            .meets("ah spi 0", "ah spi 4294967295")
            .becomes("-A INPUT -m ah -j ACCEPT"),
        Example.v4("-A INPUT -p ah -m ah ! --ahspi 256:512 -j ACCEPT")
            .meets("ah spi 255", "ah spi 513")
            .misses("ah spi 256", "ah spi 512"),
        Example.v4("-A INPUT -p ah -m ah --ahspi :5 -j ACCEPT")
            .meets("ah spi 0", "ah spi 5")
            .misses("ah spi 6")
            .savedAs("-A INPUT -p ah -m ah --ahspi 0:5 -j ACCEPT"),
        Example.v4("-A INPUT -p ah -m ah --ahspi 4294967295 -j ACCEPT")
            .meets("ah spi 4294967295")
            .misses("ah spi 4294967294"),
        Example.v6("-A INPUT -m ah --ahspi 1 ! --ahlen 24 --ahres -j ACCEPT"),
        Example.v6("-A INPUT -m ah --ahlen 0 -j ACCEPT").savedAs("-A INPUT -m ah -j ACCEPT"),
        Example.v4("-A INPUT -p ah -m ah --ahspi 5:1 -j ACCEPT")
            .refused("from high to low, which 1.8.9 takes")
            .notLoaded(),
        Example.v4("-A INPUT -p ah -m ah --ahspi 4294967296 -j ACCEPT")
            .refused("more than 32 bits"),
        Example.v4("-A INPUT -p ah -m ah --ahlen 24 -j ACCEPT").refused("only in IPv6"),
        Example.v4("-A INPUT -m ah --ahspi 1 -j ACCEPT").refused("needs -p ah"));
  }
}
