package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Placement;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Calls;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `-j CONNSECMARK`: the security mark goes from the packet to its flow or back (xt_CONNSECMARK.c).
/// No match asks for it, but SELinux decides by it.
public record ConnSecMark() implements TargetEntry {
  private static final Spelling SPELLING =
      Spelling.of("CONNSECMARK", flag("--save"), flag("--restore"));

  @Override
  public Spelling spelling() {
    return SPELLING;
  }

  @Override
  public String summary() {
    return "the security mark goes from the packet to its flow or back, and the next rule goes on";
  }

  /// In mangle and security only.
  @Override
  public Placement placement() {
    return new Placement(Set.of("mangle", "security"), Set.of());
  }

  @Override
  public Optional<String> problem(Rule rule, Family family) {
    return Calls.needingOne(rule, "--save", "--restore");
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j CONNSECMARK --restore").refused("not in filter"),
        Example.v4("-A PREROUTING -j CONNSECMARK --restore").in("mangle").staysTheSame(),
        Example.v4("-A INPUT -j CONNSECMARK --save").in("security").staysTheSame(),
        Example.v6("-A OUTPUT -j CONNSECMARK --save").in("mangle"),
        Example.v4("-A PREROUTING -j CONNSECMARK --save --restore")
            .in("mangle")
            .refused("both ways"),
        Example.v4("-A PREROUTING -j CONNSECMARK").in("mangle").refused("no way"));
  }
}
