package fwxlate.grammar;

import fwxlate.packet.Family;
import java.util.Optional;

/// Reads what iptables-save or ip6tables-save printed, or what a person wrote for the restore
/// tools: line by line, all mistakes at once. Also what `iptables -S` printed of one table.
///
/// @param listedTable the table of a file that `iptables -S` printed, if it is known; nothing:
///   filter
public record SaveReader(Optional<String> listedTable) implements RulesReader {
  /// A reader of files that say of which tables they are.
  public SaveReader() {
    this(Optional.empty());
  }

  /// As the saver's header says, unless all that the file holds is of the other family; without a
  /// header, what its addresses and ICMP names tell.
  @Override
  public Optional<Family> family(byte[] bytes) {
    return FamilyGuess.of(bytes);
  }

  @Override
  public RulesetReading read(String file, byte[] bytes, Family family) {
    return new SaveFile(file, bytes, family, listedTable).read();
  }
}
