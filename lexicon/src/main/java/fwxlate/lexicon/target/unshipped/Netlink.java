package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.lexicon.target.part.Swallowed;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j NETLINK`: a program that listens gets the packet, as with `ipchains -o` (ipt_NETLINK.c,
/// patch-o-matic). It may be dropped, too, or marked; the size is in bytes, 0 is refused.
public record Netlink() implements TargetEntry {
  private static final Card CARD =
      Card.of("NETLINK", "a program that listens gets the packet, which may be dropped, too")
          .only(Family.IPV4)
          .notShipped()
          .options(
              flag("--nldrop"),
              option("--nlmark", Syntaxes.number(0, Integer.MAX_VALUE)),
              option("--nlsize", Syntaxes.number(1, Integer.MAX_VALUE)));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    if (target.has("--nldrop")) {
      return Swallowed.EFFECT;
    }
    return target
        .option("--nlmark")
        .<Effect>map(o ->
            new Effect.SetBits(
                Field.MARK, new BitChange(Numbers.canonical(o.value()), 0xffffffffL).masked()))
        .orElseGet(Effect.Continue::new);
  }

  /// What is dropped or marked stays so; nobody is told.
  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    String untold =
        "ip6tables has no NETLINK, so no program is told: `-j NFLOG` before the rule would tell one";
    if (target.has("--nldrop")) {
      return TargetCounterpart.becomes(Target.call("DROP"), untold);
    }
    return target
        .option("--nlmark")
        .<TargetCounterpart>map(o ->
            TargetCounterpart.becomes(
                Target.call(
                    "MARK",
                    Option.of(
                        "--set-xmark",
                        new BitChange(Numbers.canonical(o.value()), 0xffffffffL).toString(1))),
                untold))
        .orElseGet(() ->
            TargetCounterpart.none(
                "ip6tables has no NETLINK: `-j NFLOG` sends packets to a program"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j NETLINK").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -j NETLINK --nlsize 64 --nlmark 5 --nldrop")
            .savedAs("-A INPUT -j NETLINK --nldrop --nlmark 5 --nlsize 64")
            .becomes("-A INPUT -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -j NETLINK --nlmark 5")
            .becomes("-A INPUT -j MARK --set-xmark 0x5/0xffffffff")
            .notLoaded(),
        Example.v4("-A INPUT -j NETLINK --nlsize 0").refused("no bytes"));
  }
}
