package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `-j TCPOPTSTRIP`: TCP options are overwritten with no-operations (xt_TCPOPTSTRIP.c).
public record TcpOptStrip() implements TargetEntry {
  private static final Map<String, Long> NAMES =
      Map.of(
          "mss", 2L, "wscale", 3L, "sack-permitted", 4L, "sack", 5L, "timestamp", 8L, "md5", 19L);

  private static final Card CARD =
      Card.of("TCPOPTSTRIP", "TCP options are overwritten, and the next rule goes on")
          .in("mangle")
          .options(option("--strip-options", new KindsSyntax()));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return Names.isProtocol(rule, 6)
        ? Optional.empty()
        : Optional.of("`-j TCPOPTSTRIP` needs `-p tcp`");
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return target.options().isEmpty()
        ? new Effect.Continue()
        : new Effect.Change("tcp options stripped " + target.options().getFirst().value(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -j TCPOPTSTRIP --strip-options 3").refused("mangle only"),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 8,2")
            .savedAs("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 2,8")
            .staysTheSame(),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options md5,wscale,sack-permitted,sack")
            .savedAs("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 3,4,5,19"),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 255").staysTheSame(),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP").staysTheSame(),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 1")
            .refused("the no-operation itself"),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 256").refused("no such kind"),
        mangle("-A PREROUTING -p tcp -j TCPOPTSTRIP --strip-options 2,mss").refused("twice"),
        mangle("-A PREROUTING -j TCPOPTSTRIP --strip-options 2").refused("needs -p tcp"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }

  /// A list of kinds; savers up to 1.4.21 print an empty one as the option alone.
  private static final class KindsSyntax implements Syntax {
    @Override
    public int fewest() {
      return 0;
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public String describe() {
      return "kind,...";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      if (words.isEmpty()) {
        return new Parsed.Everything(List.of());
      }
      var kinds = new TreeSet<Long>();
      for (String part : words.getFirst().text().split(",", -1)) {
        Optional<Long> kind =
            NAMES.containsKey(part)
                ? Optional.of(Objects.requireNonNull(NAMES.get(part)))
                : Numbers.unsigned(part, 2, 255);
        if (kind.isEmpty() || !kinds.add(kind.get())) {
          return Syntaxes.refused(
              "is not a list of TCP options",
              "write each once, 2 to 255 or " + String.join(", ", new TreeSet<>(NAMES.keySet())));
        }
      }
      return Parsed.of(kinds.stream().map(Object::toString).collect(Collectors.joining(",")));
    }
  }
}
