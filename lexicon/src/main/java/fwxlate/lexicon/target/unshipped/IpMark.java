package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Set;

/// `-j IPMARK`: the packet mark becomes bits of an address (xtables-addons, xt_IPMARK.c): the
/// address shifted right by 0 to 128 bits, of which the last 32 are combined with the two masks.
public record IpMark() implements TargetEntry {
  private static final Card CARD =
      Card.of("IPMARK", "the packet mark becomes bits of an address, and the next rule goes on")
          .notShipped()
          .in("mangle")
          .options(
              option("--addr", Syntaxes.choice(false, "src", "dst")),
              option("--and-mask", Syntaxes.hex(0, 0xffffffffL, 1)),
              option("--or-mask", Syntaxes.hex(0, 0xffffffffL, 1)),
              option("--shift", Syntaxes.number(0, 128)))
          .needs("--addr");

  @Override
  public Card card() {
    return CARD;
  }

  /// What changes nothing is not printed.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    return new Target.Call(
        target.name(),
        target.options().stream()
            .filter(o ->
                switch (o.name()) {
                  case "--and-mask" -> !o.value().equals("0xffffffff");
                  case "--or-mask" -> !o.value().equals("0x0");
                  case "--shift" -> !o.value().equals("0");
                  default -> true;
                })
            .toList());
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false, Set.of(Field.MARK));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return new TargetCounterpart.Becomes(
        target,
        List.of(
            new Note(
                true,
                "the bits of which `"
                    + target
                    + "` makes a mark are the same in the IPv6 address that stands for an IPv4 address")));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A PREROUTING -j IPMARK --addr src --and-mask 0xff --or-mask 0x100")
            .in("mangle")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A PREROUTING -j IPMARK --shift 8 --or-mask 0 --and-mask 4294967295 --addr dst")
            .in("mangle")
            .savedAs("-A PREROUTING -j IPMARK --addr dst --shift 8")
            .notLoaded(),
        Example.v6("-A FORWARD -j IPMARK --addr dst --shift 128").in("mangle").notLoaded(),
        Example.v4("-A PREROUTING -j IPMARK --addr both").in("mangle").refused("no such address"),
        Example.v4("-A PREROUTING -j IPMARK --and-mask 1").in("mangle").refused("no address"),
        Example.v4("-A PREROUTING -j IPMARK --addr src --shift 129")
            .in("mangle")
            .refused("more bits than there are"),
        Example.v4("-A INPUT -j IPMARK --addr src").refused("mangle only"));
  }
}
