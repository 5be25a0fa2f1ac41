package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j AUDIT`: the audit system gets a record (xt_AUDIT.c). The type is a word in that record, not
/// what happens.
public record Audit() implements TargetEntry {
  private static final Card CARD =
      Card.of("AUDIT", "the audit system gets a record, and the next rule goes on")
          .options(option("--type", Syntaxes.choice(true, "accept", "drop", "reject")))
          .needs("--type");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j AUDIT --type drop").staysTheSame(),
        Example.v4("-A INPUT -j AUDIT --type ACCEPT")
            .savedAs("-A INPUT -j AUDIT --type accept")
            .staysTheSame(),
        Example.v6("-A INPUT -j AUDIT --type reject"),
        Example.v4("-A INPUT -j AUDIT --type queue").refused("no such type"),
        Example.v4("-A INPUT -j AUDIT").refused("no type"));
  }
}
