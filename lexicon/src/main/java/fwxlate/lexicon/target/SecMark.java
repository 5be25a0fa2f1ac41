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

/// `-j SECMARK`: the packet gets a security mark (xt_SECMARK.c). No match asks for it, but SELinux
/// decides by it. Contexts of more than 255 bytes do not fit; whether a context exists is known to
/// the kernel only.
public record SecMark() implements TargetEntry {
  private static final Card CARD =
      Card.of("SECMARK", "the packet gets a security mark, and the next rule goes on")
          .in("mangle", "security")
          .options(
              option(
                  "--selctx",
                  Syntaxes.word(
                      "context",
                      (text, _) ->
                          text.matches("[^\\s\"'\\\\]{1,255}")
                              ? Syntax.Parsed.of(text)
                              : Syntaxes.refused(
                                  "is not a security context", "write `user:role:type:level`"))))
          .needs("--selctx");

  @Override
  public Card card() {
    return CARD;
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
        Example.v4("-A INPUT -j SECMARK --selctx system_u:object_r:httpd_packet_t:s0")
            .refused("not in filter"),
        Example.v4("-A INPUT -j SECMARK --selctx system_u:object_r:httpd_packet_t:s0")
            .in("security")
            .staysTheSame()
            .notLoaded(),
        Example.v4("-A PREROUTING -j SECMARK --selctx system_u:object_r:ssh_packet_t:s0:c0.c1023")
            .in("mangle")
            .staysTheSame()
            .notLoaded(),
        Example.v6("-A INPUT -j SECMARK --selctx system_u:object_r:httpd_packet_t:s0")
            .in("security")
            .notLoaded(),
        Example.v4("-A INPUT -j SECMARK --selctx \"\"").in("security").refused("no context"),
        Example.v4("-A INPUT -j SECMARK").in("security").refused("no context"));
  }
}
