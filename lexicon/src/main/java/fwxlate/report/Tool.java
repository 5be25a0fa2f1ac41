package fwxlate.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The two programs that are called iptables-restore. What one of them refuses it does not load at
/// all: a host that boots with such a file is unfiltered.
public enum Tool {
  /// iptables-nft-restore.
  NFT,
  /// iptables-legacy-restore.
  LEGACY;

  private static final Set<Tool> BOTH = EnumSet.allOf(Tool.class);

  /// Which tools refuse a file that has a finding of this code, and yet was read here: measured by
  /// loading with iptables 1.8.9 on Linux 6.18 (`--test` of the nft tool asks the kernel nothing).
  private static final Map<Code, Set<Tool>> REFUSE =
      Map.of(
          ReadingCodes.CARRIAGE_RETURN,
          BOTH,
          ReadingCodes.OLD_NEGATION,
          BOTH,
          ReadingCodes.REFUSED_BY_BOTH,
          BOTH,
          ReadingCodes.LISTED_RULES,
          BOTH,
          ReadingCodes.NO_FINAL_NEWLINE,
          EnumSet.of(LEGACY),
          ReadingCodes.DECLARED_TWICE,
          EnumSet.of(LEGACY),
          ReadingCodes.REFUSED_BY_LEGACY,
          EnumSet.of(LEGACY),
          ReadingCodes.REFUSED_BY_NFT,
          EnumSet.of(NFT));

  /// The tools that load a file with these findings, none of which is an error.
  public static Set<Tool> loading(List<Finding> findings) {
    var tools = EnumSet.allOf(Tool.class);
    findings.forEach(f -> tools.removeAll(REFUSE.getOrDefault(f.code(), Set.of())));
    return tools;
  }
}
