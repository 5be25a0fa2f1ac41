package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `-m physdev`: the bridge ports of a bridged packet (xt_physdev.c). A packet that is not bridged
/// meets the negated tests only.
public record Physdev() implements MatchEntry {
  private static final Card CARD =
      Card.of("physdev", "the bridge ports of a bridged packet")
          .options(
              flag("--physdev-is-in").canNegate(),
              option("--physdev-in", Syntaxes.word("port or prefix+", (text, _) -> port(text)))
                  .canNegate(),
              flag("--physdev-is-out").canNegate(),
              option("--physdev-out", Syntaxes.word("port or prefix+", (text, _) -> port(text)))
                  .canNegate(),
              flag("--physdev-is-bridged").canNegate())
          .needs(
              "--physdev-is-in",
              "--physdev-in",
              "--physdev-is-out",
              "--physdev-out",
              "--physdev-is-bridged");

  @Override
  public Card card() {
    return CARD;
  }

  /// Unlike those of `-i`, the savers print `+`: it asks for any port, but for a port.
  private static Syntax.Parsed port(String text) {
    return text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > InterfaceName.LONGEST
        ? Syntaxes.refused("is not a port's name", "write 1 to 15 characters")
        : Syntax.Parsed.of(text);
  }

  /// The kernel asks the same for `is-bridged` as for `is-out`: whether there is a port to leave
  /// by.
  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    for (Option option : match.options()) {
      Condition plain =
          switch (option.name()) {
            case "--physdev-is-in" -> Condition.test(Field.BRIDGE_IN, ports("+"));
            case "--physdev-in" -> Condition.test(Field.BRIDGE_IN, ports(option.value()));
            case "--physdev-out" -> Condition.test(Field.BRIDGE_OUT, ports(option.value()));
            default -> Condition.test(Field.BRIDGE_OUT, ports("+"));
          };
      all.add(Condition.not(option.negated(), plain));
    }
    return Condition.allOf(all);
  }

  private static Ranges ports(String pattern) {
    return InterfaceName.pattern(pattern).minus(Ranges.of(0));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A FORWARD -m physdev --physdev-is-bridged -j ACCEPT").staysTheSame(),
        Example.v4("-A FORWARD -m physdev ! --physdev-in vnet+ --physdev-out eth0 -j DROP")
            .meets("physdev in vne physdev out eth0")
            .misses(
                "physdev in vnet physdev out eth0",
                "physdev in vnet3 physdev out eth0",
                "physdev in eth1 physdev out eth00")
            .staysTheSame(),
        Example.v4("-A FORWARD -m physdev --physdev-in eth0 --physdev-is-in -j DROP")
            .meets("physdev in eth0")
            .misses("physdev in eth00", "physdev out eth0")
            .savedAs("-A FORWARD -m physdev --physdev-is-in --physdev-in eth0 -j DROP"),
        Example.v4("-A FORWARD -m physdev ! --physdev-is-in ! --physdev-is-out -j DROP")
            .meets("length 60")
            .misses("physdev in eth0", "physdev out eth0")
            .staysTheSame(),
        Example.v4("-A INPUT -m physdev --physdev-in + -j DROP")
            .meets("physdev in eth0")
            .misses("length 60")
            .staysTheSame(),
        Example.v4("-A INPUT -m physdev --physdev-in fifteen-letters -j DROP").staysTheSame(),
        Example.v4("-A INPUT -m physdev --physdev-in sixteen--letters -j DROP").refused("too long"),
        Example.v4("-A FORWARD -m physdev -j DROP").refused("no test"));
  }
}
