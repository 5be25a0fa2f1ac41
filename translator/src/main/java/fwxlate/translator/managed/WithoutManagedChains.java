package fwxlate.translator.managed;

import fwxlate.lexicon.ManagedChains;
import fwxlate.lexicon.ManagedChains.Ipv6;
import fwxlate.lexicon.ManagedChains.Program;
import fwxlate.packet.Family;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.managed.ManagedGroup.Fate;
import fwxlate.translator.options.TranslationOptions.Managed;
import fwxlate.translator.rule.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A ruleset without the chains that programs make by themselves ([ManagedChains]), as far as they
/// are left to these. The translation, and the proof, are then about this ruleset; what is left out
/// stays visible as a comment at its place.
public final class WithoutManagedChains {
  /// How the comment of a rule begins that is left to a program.
  private static final String LEFT = "# fwxlate: left to ";

  private final Managed managed;
  private final Family family;
  private final Map<Program, Tally> tallies = new LinkedHashMap<>();

  private WithoutManagedChains(Managed managed, Family family) {
    this.managed = managed;
    this.family = family;
  }

  /// What is left of a ruleset, and whose chains it has.
  public record Reduced(Ruleset ruleset, ManagedGroups groups) {}

  /// Whether a comment stands for a rule that is left to a program.
  public static boolean isLeft(Comment comment) {
    return comment.text().startsWith(LEFT);
  }

  /// The chains of one program, while they are counted.
  private static final class Tally {
    final List<String> chains = new ArrayList<>();
    int rules;
    int refusing;
    int jumps;
    Span first = Span.NONE;
  }

  /// Takes out of a ruleset what is left to its programs.
  public static Reduced of(Ruleset ruleset, Managed managed) {
    return new WithoutManagedChains(managed, ruleset.family()).rewrite(ruleset);
  }

  private Reduced rewrite(Ruleset ruleset) {
    var items = new ArrayList<RulesetItem>();
    for (RulesetItem item : ruleset.items()) {
      switch (item) {
        case Comment comment -> items.add(comment);
        case Table table -> items.addAll(rewrite(table));
      }
    }
    var groups = new ArrayList<ManagedGroup>();
    tallies.forEach((program, tally) -> {
      if (!tally.chains.isEmpty()) {
        groups.add(
            new ManagedGroup(
                program,
                fate(program),
                tally.chains,
                tally.rules,
                tally.refusing,
                tally.jumps,
                tally.first));
      }
    });
    return new Reduced(new Ruleset(ruleset.family(), items), new ManagedGroups(groups));
  }

  private Fate fate(Program program) {
    return switch (managed) {
      case TRANSLATE -> Fate.TRANSLATED;
      case SKIP -> program.ipv6() == Ipv6.FILLS ? Fate.EMPTIED : Fate.LEFT;
      case BY_PROGRAM ->
          switch (program.ipv6()) {
            case MAKES -> Fate.LEFT;
            case FILLS -> Fate.EMPTIED;
            case KEEPS, NOTHING -> Fate.TRANSLATED;
          };
    };
  }

  /// The table without what is left to programs; only its comments where nothing else remains of a
  /// table that decides nothing, since restoring even an empty table empties it.
  private List<? extends RulesetItem> rewrite(Table table) {
    var chains = new ArrayList<Chain>();
    var comments = new ArrayList<ChainItem>();
    boolean left = false;
    for (Chain chain : table.chains()) {
      Optional<Program> owner = owner(chain);
      owner.ifPresent(program -> count(program, chain));
      Fate fate = owner.map(this::fate).orElse(Fate.TRANSLATED);
      List<ChainItem> items =
          fate == Fate.TRANSLATED
              ? chain.items().stream().map(item -> withoutJump(chain, item)).toList()
              : chain.items().stream().map(item -> remark(owner, chain, item)).toList();
      left |= !items.equals(chain.items()) || fate == Fate.LEFT;
      if (fate == Fate.LEFT) {
        comments.addAll(items);
        continue;
      }
      if (!chains.isEmpty() && !comments.isEmpty()) {
        chains.add(with(chains.removeLast(), comments));
      }
      comments.clear();
      chains.add(chain.withItems(items));
    }
    if (!chains.isEmpty()) {
      chains.add(with(chains.removeLast(), comments));
    }
    boolean decides =
        chains.stream()
            .anyMatch(c -> !c.rules().isEmpty() || !c.policy().equals(Optional.of(Policy.ACCEPT)));
    if (left && !decides && !table.name().equals("filter")) {
      return chains.stream()
          .flatMap(c -> c.items().stream())
          .filter(Comment.class::isInstance)
          .map(Comment.class::cast)
          .toList();
    }
    return List.of(new Table(table.name(), table.comments(), chains));
  }

  private static Chain with(Chain chain, List<ChainItem> more) {
    var items = new ArrayList<>(chain.items());
    items.addAll(more);
    return chain.withItems(items);
  }

  private static Optional<Program> owner(Chain chain) {
    return chain.isBuiltIn() ? Optional.empty() : ManagedChains.owner(chain.name());
  }

  private Tally tally(Program program) {
    return tallies.computeIfAbsent(program, _ -> new Tally());
  }

  private void count(Program program, Chain chain) {
    Tally tally = tally(program);
    if (tally.chains.isEmpty()) {
      tally.first = chain.span();
    }
    if (!tally.chains.contains(chain.name())) {
      tally.chains.add(chain.name());
    }
    tally.rules += chain.rules().size();
    tally.refusing +=
        (int) chain.rules().stream().filter(r -> Refusals.isRefusal(r, family)).count();
  }

  /// The rule, or its comment if it goes to a chain that is left out.
  private ChainItem withoutJump(Chain chain, ChainItem item) {
    if (!(item instanceof Rule rule)
        || rule.target().isEmpty()
        || !(rule.target().get() instanceof Target.Jump(String to, _))) {
      return item;
    }
    Optional<Program> program = ManagedChains.owner(to);
    if (program.isEmpty()) {
      return item;
    }
    if (!program.equals(owner(chain))) {
      tally(program.get()).jumps++;
    }
    return fate(program.get()) == Fate.LEFT ? remark(program, chain, item) : item;
  }

  private static ChainItem remark(Optional<Program> program, Chain chain, ChainItem item) {
    return switch (item) {
      case Comment comment -> comment;
      case Rule rule ->
          new Comment(
              LEFT
                  + program.map(Program::name).orElse("")
                  + ": -A "
                  + chain.name()
                  + " "
                  + rule.body().replace('\n', ' '));
    };
  }
}
