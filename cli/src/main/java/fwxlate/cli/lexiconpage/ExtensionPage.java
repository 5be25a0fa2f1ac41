package fwxlate.cli.lexiconpage;

import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Placement;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.TargetEntry;
import fwxlate.packet.Condition.Memory;
import fwxlate.packet.Field;
import fwxlate.packet.Protocols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The page of a match, a target, or both of one name: Markdown that is also good to read as it is.
public final class ExtensionPage {
  private static final List<String> TABLES = List.of("filter", "nat", "mangle", "raw", "security");
  private static final List<String> CHAINS =
      List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  private final StringBuilder out = new StringBuilder();

  private ExtensionPage() {}

  /// The page of these, which have one name.
  public static String of(List<Extension> extensions) {
    var page = new ExtensionPage();
    page.line("# " + extensions.getFirst().page());
    extensions.forEach(page::section);
    return page.out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void section(Extension extension) {
    line("");
    line("## " + title(extension));
    line("");
    line(extension.entry().summary());
    line("");
    facts(extension).forEach(fact -> line("- " + fact));
    options(extension.entry().spelling());
    specimens(extension);
  }

  private static String title(Extension extension) {
    String name = extension.entry().spelling().name();
    return switch (extension.entry()) {
      case MatchEntry _ -> name.isEmpty() ? "the base of every rule" : "-m " + name;
      case TargetEntry _ -> "-j " + name;
    };
  }

  private static List<String> facts(Extension extension) {
    Spelling spelling = extension.entry().spelling();
    var facts = new ArrayList<String>();
    if (!spelling.aliases().isEmpty()) {
      facts.add("also called: " + String.join(", ", spelling.aliases()));
    }
    facts.add("families: " + extension.families());
    if (!spelling.protocols().isEmpty()) {
      facts.add(
          "needs: "
              + new TreeSet<>(spelling.protocols())
                  .stream()
                      .map(p -> "`-p " + Protocols.name(p) + "`")
                      .collect(Collectors.joining(" or ")));
    }
    facts.add("where: " + where(extension.entry().placement()));
    facts.add("meaning: " + meaning(extension));
    facts.add("in IPv6: " + inIpv6(extension));
    return facts;
  }

  private static String where(Placement placement) {
    String tables =
        placement.tables().isEmpty()
            ? "all tables"
            : (placement.tables().size() == 1 ? "table " : "tables ")
                + and(sorted(TABLES, placement.tables()));
    return placement.chains().isEmpty()
        ? tables
        : tables + ", of the built-in chains " + and(sorted(CHAINS, placement.chains()));
  }

  private static List<String> sorted(List<String> order, Set<String> names) {
    return order.stream().filter(names::contains).toList();
  }

  private static String meaning(Extension extension) {
    return switch (extension.entry()) {
      case MatchEntry _ -> condition(extension);
      case TargetEntry _ -> effect(extension);
    };
  }

  private static String condition(Extension extension) {
    Asked asked = extension.asked();
    List<Shown> accepted = extension.accepted();
    long exact = accepted.stream().filter(Shown::isExact).count();
    String tests =
        asked.fields().isEmpty()
            ? ""
            : "tests " + and(asked.fields().stream().map(Field::label).toList());
    String memory = and(asked.opaque().stream().map(ExtensionPage::memory).toList());
    if (extension.isExact()) {
      return "exact: " + (tests.isEmpty() ? "every packet meets it" : tests);
    }
    if (exact == 0) {
      return "opaque, " + memory + (tests.isEmpty() ? "" : "; besides, it " + tests);
    }
    return "exact in %d of %d specimens%s; else opaque, %s"
        .formatted(exact, accepted.size(), tests.isEmpty() ? "" : ": " + tests, memory);
  }

  /// Of an opaque predicate.
  private static String memory(Memory memory) {
    return switch (memory) {
      case NONE -> "without memory (asked twice, it says the same of a packet)";
      case SHARED -> "with memory that targets may change";
      case PER_RULE -> "with a memory of each rule's own";
    };
  }

  private static String effect(Extension extension) {
    return extension.effects().stream()
        .map(ExtensionPage::words)
        .distinct()
        .collect(Collectors.joining("; or "));
  }

  private static String words(Effect effect) {
    String on = ", and the next rule goes on";
    return switch (effect) {
      case Effect.Decide(Effect.Verdict(Effect.Kind kind, _)) ->
          switch (kind) {
            case ACCEPT, DROP, REJECT -> "exact: the verdict is " + kind;
            case QUEUE -> "opaque: the verdict is QUEUE, a program decides";
          };
      case Effect.Return _ -> "exact: back to the rule after the last jump";
      case Effect.Continue _ -> "exact: changes nothing that a rule could see" + on;
      case Effect.SetBits set -> "exact: sets bits of " + set.field().label() + on;
      case Effect.CopyBits(Field from, Field to, _, _, _) ->
          "exact: copies bits of " + from.label() + " to " + to.label() + on;
      case Effect.Change change ->
          "opaque: a change that the analysis "
              + (change.becomes().isEmpty() ? "does not follow" : "follows in `check` only")
              + (change.fields().isEmpty()
                  ? ""
                  : " (" + and(change.fields().stream().sorted().map(Field::label).toList()) + ")")
              + (change.ends() ? ", and the verdict is ACCEPT" : on);
      case Effect.Unknown _ -> "opaque: nobody knows what becomes of the packet";
    };
  }

  private static String inIpv6(Extension extension) {
    if (!extension.isOfIpv4()) {
      return "is of IPv6 only";
    }
    var words = new StringBuilder(extension.becomesWords());
    if (extension.dependsOnMap()) {
      words.append("; it depends on the address map");
    }
    if (extension.translatesAddresses()) {
      words.append("; left out with the nat table unless `--nat keep`");
    }
    return words.toString();
  }

  private void options(Spelling spelling) {
    if (spelling.options().isEmpty()) {
      return;
    }
    line("");
    line("Options" + (spelling.keepsOrder() ? ", saved in the order given:" : ":"));
    line("");
    for (OptionSpelling option : spelling.options()) {
      var names = new ArrayList<String>(List.of(option.name()));
      names.addAll(option.aliases());
      String argument = option.syntax().describe();
      if (!argument.isEmpty()) {
        argument = option.syntax().fewest() == 0 ? " [" + argument + "]" : " " + argument;
      }
      line(
          "    "
              + (option.negatable() ? "[!] " : "    ")
              + String.join(",", names)
              + argument
              + (option.repeatable() ? "  (repeatable)" : ""));
    }
  }

  private void specimens(Extension extension) {
    line("");
    line("Specimens" + (extension.dependsOnMap() ? " " + map() : "") + ":");
    line("");
    var tables = new LinkedHashMap<String, List<Shown>>();
    for (Shown shown : extension.specimens()) {
      Example example = shown.example();
      String table = "*" + example.table() + " of " + Extension.word(example.family());
      tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(shown);
    }
    tables.forEach((table, shown) -> {
      line("    " + table);
      shown.forEach(this::specimen);
    });
  }

  private void specimen(Shown shown) {
    line("    " + shown.example().rule());
    outcome(shown).forEach(text -> line("        " + text));
  }

  private static String map() {
    return "under the map `" + String.join("`, `", Example.MAP) + "`";
  }

  private static List<String> outcome(Shown shown) {
    Example example = shown.example();
    if (example.problem().isPresent()) {
      return List.of("refused: " + example.problem().get());
    }
    var lines = new ArrayList<String>();
    if (!example.saved().equals(example.rule())) {
      lines.add("saved as  " + example.saved());
    }
    if (example.translated().isPresent()) {
      becomes(example, example.translated().get()).forEach(lines::add);
    } else if (!shown.carried().isEmpty()) {
      lines.add("in IPv6: " + and(words(shown.carried())));
    }
    shown.carried().stream()
        .flatMap(c -> c.notes().stream())
        .distinct()
        .forEach(n -> lines.add(text(n)));
    if (!shown.isKernelChecked()) {
      lines.add("not loaded into a kernel by the tests");
    }
    return lines;
  }

  private static List<String> becomes(Example example, List<String> rules) {
    if (rules.isEmpty()) {
      return List.of("becomes nothing: the rule is left out");
    }
    if (rules.equals(List.of(example.saved()))) {
      return List.of("stays the same");
    }
    return rules.stream().map(r -> "becomes   " + r).toList();
  }

  private static Collection<String> words(List<Carried> carried) {
    return carried.stream().map(c -> c.how().word()).distinct().toList();
  }

  private static String text(Note note) {
    return (note.assumption() ? "assumed: " : "note: ") + note.text();
  }

  private static String and(Collection<String> words) {
    List<String> all = List.copyOf(words);
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }
}
