package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-j NFQUEUE`: a program that listens to the queue decides (xt_NFQUEUE.c).
public record Nfqueue() implements TargetEntry {
  private static final Card CARD =
      Card.of("NFQUEUE", "a program that listens to the queue decides")
          .options(
              option("--queue-num", Syntaxes.number(0, 65535)),
              option("--queue-balance", Syntaxes.word("first:last", (text, _) -> balance(text))),
              flag("--queue-bypass"),
              flag("--queue-cpu-fanout"))
          .needsBeside("--queue-cpu-fanout", "--queue-balance")
          .excludes("--queue-num", "--queue-balance");

  @Override
  public Card card() {
    return CARD;
  }

  /// The kernel refuses more than 65535 queues; an end that is not given is 0 or 65534, as in
  /// 1.8.11 (1.8.9 takes 65535, and the kernel refuses `:`).
  private static Syntax.Parsed balance(String text) {
    String[] ends = text.split(":", -1);
    Optional<Long> first =
        ends[0].isEmpty() ? Optional.of(0L) : Numbers.unsigned(ends[0], 0, 65535);
    String end = ends[ends.length - 1];
    Optional<Long> last = end.isEmpty() ? Optional.of(65534L) : Numbers.unsigned(end, 0, 65535);
    if (ends.length != 2
        || first.isEmpty()
        || last.isEmpty()
        || first.get() >= last.get()
        || last.get() - first.get() == 65535) {
      return Syntaxes.refused(
          "is not a range of queues", "write `first:last`, the lower number first");
    }
    return Syntax.Parsed.of(first.get() + ":" + last.get());
  }

  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    if (target.has("--queue-num") || target.has("--queue-balance")) {
      return target;
    }
    var options = new ArrayList<Option>(List.of(Option.of("--queue-num", "0")));
    options.addAll(target.options());
    return new Target.Call(target.name(), options);
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Decide(new Effect.Verdict(Effect.Kind.QUEUE, target.toString()));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j NFQUEUE --queue-num 0").staysTheSame(),
        Example.v4("-A INPUT -j NFQUEUE")
            .savedAs("-A INPUT -j NFQUEUE --queue-num 0")
            .staysTheSame(),
        Example.v4("-A INPUT -j NFQUEUE --queue-num 65535 --queue-bypass").staysTheSame(),
        Example.v4("-A INPUT -j NFQUEUE --queue-balance 0:3 --queue-cpu-fanout --queue-bypass")
            .savedAs("-A INPUT -j NFQUEUE --queue-balance 0:3 --queue-bypass --queue-cpu-fanout")
            .staysTheSame(),
        Example.v4("-A INPUT -j NFQUEUE --queue-balance 1:65535").staysTheSame(),
        Example.v4("-A INPUT -j NFQUEUE --queue-num 65536").refused("no such queue"),
        Example.v4("-A INPUT -j NFQUEUE --queue-balance 3:3").refused("one queue only"),
        Example.v4("-A INPUT -j NFQUEUE --queue-balance 0:65535").refused("too many queues"),
        Example.v4("-A INPUT -j NFQUEUE --queue-cpu-fanout").refused("one queue only"));
  }
}
