package fwxlate.cli;

import fwxlate.grammar.Reading;
import fwxlate.grammar.SaveReader;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ReadingCodes;
import fwxlate.report.Severity;
import fwxlate.report.Tool;
import fwxlate.ruleset.Ruleset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/// Rules files as commands get them.
final class Input {
  private final String file;
  private final byte[] bytes;
  private final Ruleset ruleset;
  private final List<Finding> findings;

  /// The lines of the text, once an excerpt is asked for.
  private List<String> lines = List.of();

  private Input(String file, byte[] bytes, Ruleset ruleset, List<Finding> findings) {
    this.file = file;
    this.bytes = bytes;
    this.ruleset = ruleset;
    this.findings = List.copyOf(findings);
  }

  /// Its name, as the user gave it.
  String file() {
    return file;
  }

  Ruleset ruleset() {
    return ruleset;
  }

  /// Warnings and notes about reading it.
  List<Finding> findings() {
    return findings;
  }

  /// Which of the two restore tools load it, for people.
  String loadsOn() {
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
    return file
        + " loads on: "
        + (tools.isEmpty() ? "neither tool" : tools)
        + (more && !tools.isEmpty() ? ", if these have its extensions" : "");
  }

  /// `--table`, for the commands that read what `iptables -S` prints.
  static Options withTable(Options options) {
    return options.addOption(
        Common.option(
            null,
            "table",
            "NAME",
            "which table it is, if the file is what `iptables -S` prints (default filter)"));
  }

  /// The table that the user named.
  static Optional<String> table(Arguments arguments) throws Failure {
    return arguments.has("table")
        ? Optional.of(
            arguments.choice("table", "filter", "filter", "nat", "mangle", "raw", "security"))
        : Optional.empty();
  }

  /// Reads a rules file of a family; all its errors are printed and end the command.
  static Input read(Console console, String file, Family family, Paint paint) throws Failure {
    return read(console, file, console.read(file), family, false, Optional.empty(), paint);
  }

  /// The same for bytes that were read already.
  ///
  /// @param insists whether the user said which family it is, whatever the file says
  /// @param listedTable the table that `iptables -S` listed, if the user said it
  static Input read(
      Console console,
      String file,
      byte[] bytes,
      Family family,
      boolean insists,
      Optional<String> listedTable,
      Paint paint)
      throws Failure {
    Optional<Family> says = insists ? Optional.empty() : SaveReader.family(bytes);
    Reading reading = SaveReader.read(file, bytes, family, listedTable);
    var findings = new ArrayList<>(reading.findings());
    if (says.isPresent() && says.get() != family) {
      if (!reading.isComplete()) {
        // the other family's words are no mistakes of their own
        findings.clear();
      }
      findings.addFirst(
          new Finding(
              ReadingCodes.WRONG_FAMILY,
              Place.ofFile(file),
              "`" + file + "` holds rules for " + name(says.get()) + ", not for " + name(family),
              "give the " + name(family) + " file"));
    }
    long errors = findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
    if (errors > 0) {
      // what is only doubtful can wait until the rest can be read
      findings.stream()
          .filter(f -> f.severity() == Severity.ERROR)
          .forEach(f -> console.report(FindingText.of(f, paint)));
      throw new Failure(
          ExitCode.USAGE,
          file + ": " + errors + (errors == 1 ? " error" : " errors") + "; nothing written");
    }
    return new Input(file, bytes, reading.ruleset(), findings);
  }

  /// A finding about this file with the text of its line.
  Finding excerpted(Finding finding) {
    int line = finding.place().span().line();
    if (line == 0 || !finding.place().text().isEmpty()) {
      return finding;
    }
    if (lines.isEmpty()) {
      lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
    return line > lines.size()
        ? finding
        : finding.at(new Place(file, finding.place().span(), lines.get(line - 1)));
  }

  static String name(Family family) {
    return family == Family.IPV4 ? "IPv4" : "IPv6";
  }
}
