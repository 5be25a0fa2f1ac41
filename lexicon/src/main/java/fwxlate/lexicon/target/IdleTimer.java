package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.CutNames;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;

/// `-j IDLETIMER`: a timer starts anew, and a program is told when it has run out (xt_IDLETIMER.c).
/// The timeout is in seconds, 1 to 2147482 (INT_MAX / 1000 is refused). Timers of one label are one
/// timer, also across families.
public record IdleTimer() implements TargetEntry {
  /// Bytes of the longest label (MAX_IDLETIMER_LABEL_SIZE - 1).
  private static final int LONGEST_LABEL = 27;

  private static final Card CARD =
      Card.of("IDLETIMER", "a timer starts anew, and the next rule goes on")
          .options(
              option("--timeout", Syntaxes.number(1, 2_147_482)),
              option("--label", CutNames.syntax(LONGEST_LABEL, "power", "subsystem", "uevent")),
              flag("--alarm"))
          .needs("--timeout")
          .needs("--label");

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
    return TargetCounterpart.becomes(
        target,
        "the timer "
            + target.option("--label").orElseThrow().value()
            + " is one for both families: packets of either start it anew");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j IDLETIMER --timeout 42 --label lab-a").staysTheSame(),
        Example.v4("-A INPUT -j IDLETIMER --alarm --label lab-b --timeout 0x2a")
            .savedAs("-A INPUT -j IDLETIMER --timeout 42 --label lab-b --alarm")
            .staysTheSame(),
        Example.v4("-A PREROUTING -j IDLETIMER --timeout 1 --label lab-c")
            .in("mangle")
            .staysTheSame(),
        Example.v4("-A INPUT -j IDLETIMER --timeout 2147482 --label abcdefghijklmnopqrstuvwxyz12")
            .savedAs("-A INPUT -j IDLETIMER --timeout 2147482 --label abcdefghijklmnopqrstuvwxyz1"),
        Example.v6("-A OUTPUT -j IDLETIMER --timeout 600 --label lab-d"),
        Example.v4("-A INPUT -j IDLETIMER --timeout 0 --label lab").refused("no time"),
        Example.v4("-A INPUT -j IDLETIMER --timeout 2147483 --label lab").refused("too long"),
        Example.v4("-A INPUT -j IDLETIMER --timeout 1 --label power")
            .refused("a name that is taken"),
        Example.v4("-A INPUT -j IDLETIMER --timeout 1 --label a/b")
            .refused("not the name of a file"),
        Example.v4("-A INPUT -j IDLETIMER --timeout 42").refused("no label"),
        Example.v4("-A INPUT -j IDLETIMER --label lab").refused("no time"));
  }
}
