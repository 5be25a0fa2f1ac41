package fwxlate.lexicon.match;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Hops;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;

/// `-m ttl`: the time to live (xt_hl.c, ttl_mt).
public record TtlMatch() implements MatchEntry {
  private static final Card CARD = Hops.card("ttl", "the time to live", Family.IPV4);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Hops.meaning(match);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option option = match.options().getFirst();
    return Counterpart.becomes(
        Match.of(
            "hl",
            Option.of(option.name().replace("--ttl", "--hl"), option.value())
                .negate(option.negated())));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m ttl --ttl-eq 64 -j ACCEPT")
            .meets("ttl 64")
            .misses("ttl 63", "ttl 65")
            .becomes("-A INPUT -m hl --hl-eq 64 -j ACCEPT"),
        Example.v4("-A INPUT -m ttl ! --ttl 255 -j ACCEPT")
            .meets("ttl 254")
            .misses("ttl 255")
            .savedAs("-A INPUT -m ttl ! --ttl-eq 255 -j ACCEPT")
            .becomes("-A INPUT -m hl ! --hl-eq 255 -j ACCEPT"),
        Example.v4("-A INPUT -m ttl --ttl-lt 0 -j ACCEPT")
            .misses("ttl 0")
            .becomes("-A INPUT -m hl --hl-lt 0 -j ACCEPT"),
        Example.v4("-A INPUT -m ttl --ttl-gt 255 -j ACCEPT")
            .misses("ttl 255")
            .becomes("-A INPUT -m hl --hl-gt 255 -j ACCEPT"),
        Example.v4("-A INPUT -m ttl --ttl-lt 0x10 -j ACCEPT")
            .meets("ttl 0", "ttl 15")
            .misses("ttl 16")
            .savedAs("-A INPUT -m ttl --ttl-lt 16 -j ACCEPT"),
        Example.v4("-A INPUT -m ttl --ttl-gt 64 -j ACCEPT")
            .becomes("-A INPUT -m hl --hl-gt 64 -j ACCEPT")
            .meets("ttl 65", "ttl 255")
            .misses("ttl 64"),
        Example.v4("-A INPUT -m ttl --ttl-eq 256 -j ACCEPT").refused("more than a byte"),
        Example.v4("-A INPUT -m ttl --ttl-gt 1 --ttl-lt 5 -j ACCEPT").refused("two tests"),
        Example.v4("-A INPUT -m ttl -j ACCEPT").refused("no test"));
  }
}
