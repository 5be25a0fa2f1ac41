package fwxlate.translator.managed;

import fwxlate.lexicon.ManagedChains.Ipv6;
import fwxlate.lexicon.ManagedChains.Program;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Plural;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The chains of one program.
///
/// @param chains their names, each once
/// @param rules in these chains
/// @param refusing of these, how many drop or reject
/// @param jumps rules elsewhere that go to these chains
/// @param first where the first chain is declared
public record ManagedGroup(
    Program program,
    Fate fate,
    List<String> chains,
    int rules,
    int refusing,
    int jumps,
    Span first) {
  /// Names of chains that a message lists before it only counts them.
  private static final int NAMED = 4;

  /// What becomes of a program's chains.
  public enum Fate {
    /// Neither the chains nor the jumps into them are written.
    LEFT,
    /// The chains and the jumps are written, but not the chains' rules.
    EMPTIED,
    /// All is written.
    TRANSLATED
  }

  public ManagedGroup {
    chains = List.copyOf(chains);
  }

  /// What is said of it.
  Finding finding(String file) {
    Place place = new Place(file, first, "");
    String name = program.name();
    String what =
        "chains of %s (%s; %s%s)"
            .formatted(
                name,
                names(),
                Plural.of(rules, "rule"),
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
                  + (jumps == 0 ? "" : ", and " + Plural.of(jumps, "jump") + " into them,")
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

  /// What the theorem is not about, for people.
  String divergence() {
    return "chains of %s: left to %s (%s, %s%s%s)"
        .formatted(
            program.name(),
            program.name(),
            Plural.of(chains.size(), "chain"),
            Plural.of(rules, "rule"),
            refusing == 0 ? "" : ", %d refusing".formatted(refusing),
            fate == Fate.LEFT ? ", " + Plural.of(jumps, "jump") + " into them" : "");
  }

  /// That rules in force have no chain of the program.
  Finding missingIn(String file, String file6) {
    return new Finding(
        TranslationCodes.LEFT_TO_ITS_PROGRAM,
        Severity.WARNING,
        new Place(file, first, ""),
        "%s of %s left to it %s in IPv4, and `%s` has no chain of %s"
            .formatted(
                Plural.of(refusing, "rule"),
                program.name(),
                refusing == 1 ? "refuses packets" : "refuse packets",
                file6,
                program.name()),
        program.name() + " " + program.does() + "; else `--managed translate`",
        Map.of());
  }
}
