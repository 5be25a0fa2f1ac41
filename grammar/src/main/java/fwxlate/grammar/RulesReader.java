package fwxlate.grammar;

import fwxlate.packet.Family;
import java.util.Optional;

/// A format of rules files: from its text to a ruleset.
public interface RulesReader {
  /// The family that a file is for; nothing if it does not tell.
  Optional<Family> family(byte[] bytes);

  /// Reads a file as rules of a family: all mistakes at once.
  ///
  /// @param file its name, for findings
  RulesetReading read(String file, byte[] bytes, Family family);
}
