package fwxlate.lexicon.target.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.AddressTranslation;
import fwxlate.lexicon.target.part.NatRange;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-j SAME`: the packet seems to come from one of some addresses, chosen by its source and
/// destination (ipt_SAME.c, until Linux 2.6.24; up to ten ranges). With `--nodst` the destination
/// does not count: that is what SNAT calls `--persistent`; without it, it is what SNAT does anyway.
/// Old kernels take it in PREROUTING, too, where it is a DNAT; here that is refused.
public record Same() implements TargetEntry {
  private static final Card CARD =
      Card.of("SAME", "the packet seems to come from one of some addresses")
          .only(Family.IPV4)
          .notShipped()
          .in("nat")
          .from("POSTROUTING")
          .options(
              option(
                      "--to",
                      Syntaxes.word("address[-address]", Same::range, Syntaxes::addressRange))
                  .canRepeat(),
              flag("--nodst"),
              flag("--random"))
          .needs("--to");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed range(String text, Family family) {
    return NatRange.parse(text, family, false)
        .filter(r -> r.ports().isEmpty() && !r.ranges().isEmpty())
        .map(r -> Syntax.Parsed.of(r.toString(family)))
        .orElseGet(() ->
            Syntaxes.refused(
                "is not a range of addresses", "write `first-last`, the lower address first"));
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return ranges(target).size() > 10
        ? Optional.of("`-j SAME` takes ten ranges at most")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), true);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    if (ranges(target).size() > 1) {
      return new TargetCounterpart.Nat(
          new Translates.Source(),
          new Reason.NoSuchThing("`-j SNAT` takes one range of addresses only"));
    }
    var options = new ArrayList<Option>();
    options.add(Option.of("--to-source", ranges(target).getFirst().value()));
    target.option("--random").ifPresent(options::add);
    if (target.has("--nodst")) {
      options.add(Option.of("--persistent"));
    }
    return AddressTranslation.counterpart(
        new Target.Call("SNAT", options), "--to-source", translation, new Translates.Source());
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A POSTROUTING -j SAME --to 192.0.2.1-192.0.2.9 --nodst --random")
            .in("nat")
            .becomes(
                "-A POSTROUTING -j SNAT --to-source 2001:db8:1::1-2001:db8:1::9 --random --persistent")
            .notLoaded(),
        Example.v4("-A POSTROUTING -j SAME --to 192.0.2.1")
            .in("nat")
            .becomes("-A POSTROUTING -j SNAT --to-source 2001:db8:1::1")
            .notLoaded(),
        Example.v4(
                "-A POSTROUTING -j SAME --nodst --to 192.0.2.1-192.0.2.1 --to 192.0.2.5-192.0.2.6")
            .in("nat")
            .savedAs("-A POSTROUTING -j SAME --to 192.0.2.1 --to 192.0.2.5-192.0.2.6 --nodst")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A POSTROUTING -j SAME --to 192.0.2.9-192.0.2.1")
            .in("nat")
            .refused("high to low"),
        Example.v4("-A POSTROUTING -j SAME --nodst").in("nat").refused("no address"),
        Example.v4("-A POSTROUTING -j SAME --to 192.0.2.1:80").in("nat").refused("no ports"),
        Example.v4("-A FORWARD -j SAME --to 192.0.2.1").refused("nat only"));
  }

  private static List<Option> ranges(Target.Call target) {
    return target.options().stream().filter(o -> o.name().equals("--to")).toList();
  }
}
