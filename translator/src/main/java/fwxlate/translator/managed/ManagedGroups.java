package fwxlate.translator.managed;

import fwxlate.report.Finding;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.managed.ManagedGroup.Fate;
import fwxlate.translator.options.TranslationOptions.Managed;
import java.util.List;

/// The chains that programs make by themselves, by program, and what becomes of them.
public record ManagedGroups(List<ManagedGroup> all) {
  /// No such chains.
  public static final ManagedGroups NONE = new ManagedGroups(List.of());

  public ManagedGroups {
    all = List.copyOf(all);
  }

  /// Those that are not, or not wholly, written.
  public List<ManagedGroup> left() {
    return all.stream().filter(g -> g.fate() != Fate.TRANSLATED).toList();
  }

  /// How many rules of the file are left out with them.
  public int rules() {
    return left().stream().mapToInt(g -> g.rules() + (g.fate() == Fate.LEFT ? g.jumps() : 0)).sum();
  }

  /// What the theorem is not about, for people.
  public List<String> divergences() {
    return left().stream().map(ManagedGroup::divergence).toList();
  }

  /// One finding for each program.
  ///
  /// @param file the ruleset's name
  public List<Finding> findings(String file) {
    return all.stream().map(g -> g.finding(file)).toList();
  }

  /// A finding for each program to which IPv4 rules that refuse packets are left, and of which the
  /// IPv6 rules that are in force have no chain.
  public List<Finding> missingIn(Ruleset v6, String file, String file6) {
    List<ManagedGroup> present = WithoutManagedChains.of(v6, Managed.TRANSLATE).groups().all;
    return left().stream()
        .filter(g -> g.refusing() > 0)
        .filter(g -> present.stream().noneMatch(p -> p.program().equals(g.program())))
        .map(g -> g.missingIn(file, file6))
        .toList();
  }
}
