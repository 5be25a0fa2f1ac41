package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.TargetEntry;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the rule that is being read goes: `-j TARGET`, `-j CHAIN` or `-g CHAIN`.
final class RuleTarget {
  private final Words words;
  private final LoadedParts parts;
  private final Surroundings around;
  private final Problems problems;
  private @Nullable Argument name;
  private boolean isChain;
  private boolean isGoto;

  RuleTarget(Words words, LoadedParts parts, Surroundings around, Problems problems) {
    this.words = words;
    this.parts = parts;
    this.around = around;
    this.problems = problems;
  }

  /// `-j NAME`.
  void jump(Argument to) {
    if (around.isUserChain().test(to.text())) {
      set(to, null);
      return;
    }
    int cut = to.text().indexOf("--", 1);
    if (cut > 0
        && Lexicon.target(to.text().substring(0, cut))
            .flatMap(e -> e.spelling().option(to.text().substring(cut)))
            .isPresent()) {
      // CONNSECMARK--restore (1.4.12), DNPT--src-pfx (1.4.21)
      words.push(to.from(cut));
      jump(to.before(cut));
      return;
    }
    Optional<TargetEntry> entry = Lexicon.target(to.text());
    if (entry.isPresent() && !entry.get().spelling().families().contains(around.family())) {
      problems.add(around.wrongFamily(to, "target"));
      return;
    }
    set(to, new LoadedPart(to.text(), entry));
  }

  /// `-g CHAIN`.
  void goTo(Argument chain) {
    isGoto = true;
    set(chain, null);
  }

  private void set(Argument to, @Nullable LoadedPart part) {
    if (name != null) {
      problems.at(ReadingCodes.GIVEN_TWICE, to, "the rule has a second target", "write two rules");
      return;
    }
    name = to;
    isChain = part == null;
    parts.setTarget(part);
  }

  /// The name of a target that the lexicon does not know.
  Optional<Argument> unknown() {
    return parts.target().filter(t -> !t.isKnown()).flatMap(_ -> Optional.ofNullable(name));
  }

  Optional<Target> finish() {
    if (name == null) {
      return Optional.empty();
    }
    if (isChain) {
      return Optional.of(new Target.Jump(name.text(), isGoto));
    }
    return parts
        .target()
        .map(part -> {
          Target.Call call = new Target.Call(part.name(), part.sorted());
          return Lexicon.target(part.name())
              .map(e -> e.canonical(call, around.family()))
              .orElse(call);
        });
  }
}
