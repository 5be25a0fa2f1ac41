package fwxlate.workflow;

import fwxlate.grammar.RulesReader;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ReadingCodes;
import fwxlate.report.Severity;
import fwxlate.report.Tool;
import fwxlate.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A rules file that could be read whole.
///
/// @param findings warnings and notes about reading it
public record RulesFile(Source source, Ruleset ruleset, List<Finding> findings) {
  public RulesFile {
    findings = List.copyOf(findings);
  }

  /// What came of reading.
  public sealed interface Result {
    /// All of it is understood.
    record Whole(RulesFile file) implements Result {}

    /// Something is not: what is doubtful beside these errors can wait.
    record Refused(List<Finding> errors) implements Result {}
  }

  /// How a file is to be read.
  ///
  /// @param insists whether the user said which family it is, whatever the file says
  /// @param reader of its format
  public record As(Family family, boolean insists, RulesReader reader) {
    /// As a whole dump of a family, if it does not say that it is of the other.
    public static As dump(Family family) {
      return new As(family, false, new SaveReader());
    }
  }

  /// Reads a rules file.
  public static Result read(Source source, As as) {
    Optional<Family> says = as.insists ? Optional.empty() : as.reader.family(source.bytes());
    RulesetReading reading = as.reader.read(source.name(), source.bytes(), as.family);
    var findings = new ArrayList<>(reading.findings());
    if (says.isPresent() && says.get() != as.family) {
      if (!reading.isComplete()) {
        // the other family's words are no mistakes of their own
        findings.clear();
      }
      findings.addFirst(wrongFamily(source.name(), says.get(), as.family));
    }
    List<Finding> errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).toList();
    return errors.isEmpty()
        ? new Result.Whole(new RulesFile(source, reading.ruleset(), findings))
        : new Result.Refused(errors);
  }

  private static Finding wrongFamily(String file, Family says, Family wanted) {
    return new Finding(
        ReadingCodes.WRONG_FAMILY,
        Place.ofFile(file),
        "`" + file + "` holds rules for " + name(says) + ", not for " + name(wanted),
        "give the " + name(wanted) + " file");
  }

  private static String name(Family family) {
    return family == Family.IPV4 ? "IPv4" : "IPv6";
  }

  /// Its name, as the user gave it.
  public String file() {
    return source.name();
  }

  /// Which of the two restore tools load it, for people.
  public String loadsOn() {
    String tools =
        Tool.loading(findings).stream()
            .map(t -> t.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    boolean more =
        findings.stream()
            .map(Finding::code)
            .anyMatch(
                Set.of(
                        ReadingCodes.UNKNOWN_MATCH,
                        ReadingCodes.UNKNOWN_TARGET,
                        ReadingCodes.EXTENSION_NOT_SHIPPED)
                    ::contains);
    return file()
        + " loads on: "
        + (tools.isEmpty() ? "neither tool" : tools)
        + (more && !tools.isEmpty() ? ", if these have its extensions" : "");
  }
}
