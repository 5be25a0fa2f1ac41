package fwxlate.lexicon;

import fwxlate.packet.Family;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How an extension is spelled: data, not code. The options stand in the order in which the savers
/// print them.
///
/// @param name after `-m` or `-j`
/// @param aliases other names that the tools accept and print back as `name`
/// @param families in which the kernel has it
/// @param protocols the protocol numbers one of which `-p` must name; empty: any rule
/// @param keepsOrder whether the savers print the options in the order given (policy)
public record Spelling(
    String name,
    List<String> aliases,
    Set<Family> families,
    Set<Integer> protocols,
    boolean keepsOrder,
    List<OptionSpelling> options) {
  public Spelling {
    aliases = List.copyOf(aliases);
    families = Set.copyOf(families);
    protocols = Set.copyOf(protocols);
    options = List.copyOf(options);
  }

  /// The same, with these options.
  Spelling with(List<OptionSpelling> others) {
    return new Spelling(name, aliases, families, protocols, keepsOrder, others);
  }

  /// The same, of one family only.
  Spelling only(Family family) {
    return new Spelling(name, aliases, Set.of(family), protocols, keepsOrder, options);
  }

  /// The same, for rules whose `-p` names one of these.
  Spelling needs(Integer... protocols) {
    return new Spelling(name, aliases, families, Set.of(protocols), keepsOrder, options);
  }

  Spelling alias(String... others) {
    return new Spelling(name, List.of(others), families, protocols, keepsOrder, options);
  }

  Spelling inGivenOrder() {
    return new Spelling(name, aliases, families, protocols, true, options);
  }

  public Optional<OptionSpelling> option(String name) {
    for (OptionSpelling option : options) {
      if (option.isNamed(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
