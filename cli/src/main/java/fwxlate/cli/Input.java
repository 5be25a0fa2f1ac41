package fwxlate.cli;

import fwxlate.grammar.Reading;
import fwxlate.grammar.SaveReader;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules files as commands get them.
///
/// @param file its name, as the user gave it
/// @param findings warnings and notes about reading it
record Input(String file, Ruleset ruleset, List<Finding> findings, List<String> lines) {

  /// Reads a rules file of a family; all its errors are printed and end the command.
  static Input read(Console console, String file, Family family, Paint paint) throws Failure {
    byte[] bytes = console.read(file);
    Optional<Family> says = SaveReader.family(bytes);
    Reading reading = SaveReader.read(file, bytes, family);
    var findings = new ArrayList<>(reading.findings());
    if (says.isPresent() && says.get() != family) {
      findings.addFirst(
          new Finding(
              ReadingCodes.WRONG_FAMILY,
              Place.ofFile(file),
              "`" + file + "` holds rules for " + name(says.get()) + ", not for " + name(family),
              "give the " + name(family) + " file, or say `--family` if this is one after all"));
      if (!reading.isComplete()) {
        // the other family's words are no mistakes of their own
        findings.subList(1, findings.size()).clear();
      }
    }
    long errors = findings.stream().filter(f -> f.code().severity() == fwxlate.report.Severity.ERROR).count();
    if (errors > 0) {
      findings.forEach(f -> console.report(FindingText.of(f, paint)));
      throw new Failure(
          ExitCode.USAGE,
          file + ": " + errors + (errors == 1 ? " error" : " errors") + "; nothing written");
    }
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    return new Input(file, reading.ruleset(), findings, text.lines().toList());
  }

  static String name(Family family) {
    return family == Family.IPV4 ? "IPv4" : "IPv6";
  }
}
