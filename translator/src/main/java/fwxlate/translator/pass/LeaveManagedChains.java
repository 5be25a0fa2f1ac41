package fwxlate.translator.pass;

import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.exposure.Opening;
import fwxlate.analyzer.exposure.Service;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.lexicon.ManagedChains;
import fwxlate.lexicon.ManagedChains.Ipv6;
import fwxlate.lexicon.ManagedChains.Program;
import fwxlate.lexicon.Names;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
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
import fwxlate.translator.TranslationOptions;
import fwxlate.translator.TranslationOptions.Managed;
import fwxlate.translator.Translator;
import fwxlate.translator.exposure.ExposureTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A ruleset without the chains that programs make by themselves ([ManagedChains]), as far as they
/// are left to these. The translation, and the proof, are then about this ruleset; what is left out
/// stays visible as a comment at its place.
public final class LeaveManagedChains {
  /// How the comment of a rule begins that is left to a program.
  public static final String LEFT = "# fwxlate: left to ";

  /// Names of chains that a message lists before it only counts them.
  private static final int NAMED = 4;

  private final Managed managed;
  private final Family family;
  private final Map<Program, Tally> tallies = new LinkedHashMap<>();

  private LeaveManagedChains(Managed managed, Family family) {
    this.managed = managed;
    this.family = family;
  }

  /// What is left of a ruleset, and whose chains it has.
  public record Reduced(Ruleset ruleset, List<Group> groups) {
    public Reduced {
      groups = List.copyOf(groups);
    }

    /// How many rules of the file the reduced ruleset lacks.
    public int rules() {
      return groups.stream()
          .filter(g -> g.fate != Fate.TRANSLATED)
          .mapToInt(g -> g.rules + (g.fate == Fate.LEFT ? g.jumps : 0))
          .sum();
    }

    /// What the theorem is not about, for people.
    public List<String> divergences() {
      return groups.stream()
          .filter(g -> g.fate != Fate.TRANSLATED)
          .map(g ->
              "chains of %s: left to %s (%s, %s%s%s)"
                  .formatted(
                      g.program.name(),
                      g.program.name(),
                      plural(g.chains.size(), "chain"),
                      plural(g.rules, "rule"),
                      g.refusing == 0 ? "" : ", %d refusing".formatted(g.refusing),
                      g.fate == Fate.LEFT ? ", " + plural(g.jumps, "jump") + " into them" : ""))
          .toList();
    }

    /// One finding for each program.
    ///
    /// @param file the ruleset's name
    public List<Finding> findings(String file) {
      return groups.stream().map(g -> g.finding(file)).toList();
    }

    /// A finding for each program without whose chains IPv6 lets in what IPv4 stops there.
    ///
    /// @param v4 all IPv4 rules, these chains included
    /// @param translation of the reduced rules
    public List<Finding> opened(Ruleset v4, Ruleset translation, TranslationOptions options) {
      List<Group> left = groups.stream().filter(g -> g.fate != Fate.TRANSLATED).toList();
      if (left.isEmpty()) {
        return List.of();
      }
      Exposure.Answer answer =
          Exposure.ask(
              ExposureTables.of(v4, Optional.of(translation), options),
              Service.ANY,
              Service.ANY,
              Packets.WISH4,
              Packets.WISH6,
              PacketSpace.BUDGET);
      var findings = new ArrayList<Finding>();
      for (Group group : left) {
        String services =
            answer.openings().stream()
                .filter(o -> o.decision4().filter(d -> group.decides(d, v4)).isPresent())
                .map(Reduced::service)
                .collect(Collectors.joining(", "));
        if (!services.isEmpty() || answer.unknown().isPresent()) {
          findings.add(group.opened(options.file(), services));
        }
      }
      return findings;
    }

    private static String service(Opening one) {
      return Names.protocolName(one.service().protocol())
          + "/"
          + one.ports().ranges().stream().map(Range::toString).collect(Collectors.joining(","))
          + (one.chain().equals("FORWARD") ? " of other hosts" : "");
    }

    /// A finding for each program to which IPv4 rules that refuse packets are left, and of which
    /// the IPv6 rules that are in force have no chain.
    public List<Finding> missingIn(Ruleset v6, String file, String file6) {
      var present = LeaveManagedChains.rewrite(v6, Managed.TRANSLATE).groups;
      return groups.stream()
          .filter(g -> g.fate != Fate.TRANSLATED && g.refusing > 0)
          .filter(g -> present.stream().noneMatch(p -> p.program.equals(g.program)))
          .map(g ->
              new Finding(
                  TranslationCodes.LEFT_TO_ITS_PROGRAM,
                  Severity.WARNING,
                  new Place(file, g.first, ""),
                  "%s of %s left to it %s in IPv4, and `%s` has no chain of %s"
                      .formatted(
                          plural(g.refusing, "rule"),
                          g.program.name(),
                          g.refusing == 1 ? "refuses packets" : "refuse packets",
                          file6,
                          g.program.name()),
                  g.program.name() + " " + g.program.does() + "; else `--managed translate`",
                  Map.of()))
          .toList();
    }
  }

  /// What becomes of a program's chains.
  public enum Fate {
    /// Neither the chains nor the jumps into them are written.
    LEFT,
    /// The chains and the jumps are written, but not the chains' rules.
    EMPTIED,
    /// All is written.
    TRANSLATED
  }

  /// The chains of one program.
  ///
  /// @param chains their names, each once
  /// @param rules in these chains
  /// @param refusing of these, how many drop or reject
  /// @param jumps rules elsewhere that go to these chains
  /// @param first where the first chain is declared
  public record Group(
      Program program,
      Fate fate,
      List<String> chains,
      int rules,
      int refusing,
      int jumps,
      Span first) {
    public Group {
      chains = List.copyOf(chains);
    }

    /// Whether one of these chains, or what it called, has decided.
    private boolean decides(Decision decision, Ruleset v4) {
      return decision.by().filter(by -> chains.contains(by.chain())).isPresent()
          || decision
              .through()
              .flatMap(ref -> ref.in(v4))
              .flatMap(Rule::target)
              .filter(t -> t instanceof Target.Jump(String to, _) && chains.contains(to))
              .isPresent();
    }

    /// @param services nothing: it is not known which
    private Finding opened(String file, String services) {
      String name = program.name();
      return new Finding(
          TranslationCodes.LEFT_TO_ITS_PROGRAM,
          switch (program.ipv6()) {
            case MAKES, FILLS -> Severity.WARNING;
            // nobody closes it but who is told to
            case KEEPS, NOTHING -> Severity.ERROR;
          },
          new Place(file, first, ""),
          "without the chains of "
              + name
              + (services.isEmpty()
                  ? " it is not known what IPv6 lets in that IPv4 stops there"
                  : " IPv6 lets in what IPv4 stops there: " + services),
          program.todo() + "; `--managed translate` translates them",
          Map.of());
    }

    private Finding finding(String file) {
      Place place = new Place(file, first, "");
      String name = program.name();
      String what =
          "chains of %s (%s; %s%s)"
              .formatted(
                  name,
                  names(),
                  plural(rules, "rule"),
                  refusing == 0 ? "" : ", %d refusing".formatted(refusing));
      return switch (fate) {
        case TRANSLATED ->
            new Finding(
                TranslationCodes.PROGRAM_TRANSLATED,
                place,
                what + " are translated; " + name + " " + program.does(),
                program.ipv6() == Ipv6.NOTHING
                    ? "nothing to do"
                    : "let one of the two do it: `--managed skip` leaves them to " + name);
        case EMPTIED ->
            left(place, "the rules in " + what + " are left to " + name + "; it " + program.does());
        case LEFT ->
            left(
                place,
                what
                    + (jumps == 0 ? "" : ", and " + plural(jumps, "jump") + " into them,")
                    + " are left to "
                    + name
                    + "; it "
                    + program.does());
      };
    }

    private Finding left(Place place, String message) {
      Finding finding =
          new Finding(
              TranslationCodes.LEFT_TO_ITS_PROGRAM,
              place,
              message,
              program.todo() + "; `--managed translate` translates them");
      return switch (program.ipv6()) {
        case MAKES, FILLS -> finding;
        case KEEPS -> finding.as(Severity.WARNING);
        // nobody makes in IPv6 what these rules close
        case NOTHING -> finding.as(refusing > 0 ? Severity.ERROR : Severity.WARNING);
      };
    }

    private String names() {
      String named =
          chains.stream().limit(NAMED).map(c -> "`" + c + "`").collect(Collectors.joining(", "));
      return chains.size() > NAMED ? named + " and " + (chains.size() - NAMED) + " more" : named;
    }
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
  public static Reduced rewrite(Ruleset ruleset, Managed managed) {
    return new LeaveManagedChains(managed, ruleset.family()).rewrite(ruleset);
  }

  private Reduced rewrite(Ruleset ruleset) {
    var items = new ArrayList<RulesetItem>();
    for (RulesetItem item : ruleset.items()) {
      switch (item) {
        case Comment comment -> items.add(comment);
        case Table table -> items.addAll(rewrite(table));
      }
    }
    var groups = new ArrayList<Group>();
    tallies.forEach((program, tally) -> {
      if (!tally.chains.isEmpty()) {
        groups.add(
            new Group(
                program,
                fate(program),
                tally.chains,
                tally.rules,
                tally.refusing,
                tally.jumps,
                tally.first));
      }
    });
    return new Reduced(new Ruleset(ruleset.family(), items), groups);
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
        (int) chain.rules().stream().filter(r -> Translator.refuses(r, family)).count();
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

  private static String plural(int count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }
}
