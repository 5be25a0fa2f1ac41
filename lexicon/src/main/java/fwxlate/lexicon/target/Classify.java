package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.regex.Pattern;

/// `-j CLASSIFY`: the packet gets a class of the traffic control (xt_CLASSIFY.c), which no rule can
/// see.
public record Classify() implements TargetEntry {
  private static final Card CARD =
      Card.of(
              "CLASSIFY",
              "the packet gets a class of the traffic control, and the next rule goes on")
          .from("FORWARD", "OUTPUT", "POSTROUTING")
          .options(option("--set-class", Syntaxes.word("major:minor", (text, _) -> classId(text))))
          .needs("--set-class");

  @Override
  public Card card() {
    return CARD;
  }

  /// Two hexadecimal numbers of which the tool keeps 16 bits each.
  private static Syntax.Parsed classId(String text) {
    String hex = "(?:0[xX])?(\\p{XDigit}{1,8})";
    var parts = Pattern.compile(hex + ":" + hex).matcher(text);
    return parts.matches()
        ? Syntax.Parsed.of(
            "%04x:%04x"
                .formatted(
                    Long.parseLong(parts.group(1), 16) & 0xffff,
                    Long.parseLong(parts.group(2), 16) & 0xffff))
        : Syntaxes.refused("is not a class", "write `major:minor`, in hexadecimal");
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
        Example.v4("-A INPUT -j CLASSIFY --set-class 1:1").in("mangle").refused("not in INPUT"),
        mangle("-A POSTROUTING -j CLASSIFY --set-class 0001:0010").staysTheSame(),
        mangle("-A POSTROUTING -j CLASSIFY --set-class A:0xb")
            .savedAs("-A POSTROUTING -j CLASSIFY --set-class 000a:000b")
            .staysTheSame(),
        mangle("-A POSTROUTING -j CLASSIFY --set-class ffff:ffff").staysTheSame(),
        mangle("-A POSTROUTING -j CLASSIFY --set-class 0:0")
            .savedAs("-A POSTROUTING -j CLASSIFY --set-class 0000:0000"),
        mangle("-A POSTROUTING -j CLASSIFY --set-class 10000:1")
            .savedAs("-A POSTROUTING -j CLASSIFY --set-class 0000:0001"),
        mangle("-A POSTROUTING -j CLASSIFY --set-class 1").refused("no minor number"),
        mangle("-A POSTROUTING -j CLASSIFY").refused("no class"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
