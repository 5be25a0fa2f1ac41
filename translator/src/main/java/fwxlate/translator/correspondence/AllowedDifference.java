package fwxlate.translator.correspondence;

import fwxlate.packet.Condition;
import fwxlate.ruleset.Hook;

/// IPv6 packets on which the two rulesets are allowed to differ: an exception that IPv6 needs, or a
/// divergence that the user asked for.
///
/// @param id as in the comment of the inserted rule
/// @param table where
/// @param chain one of its built-in chains
/// @param packets which packets
/// @param reason for people
/// @param source the RFC section, or the option that asked for it
public record AllowedDifference(
    String id, String table, Hook chain, Condition packets, String reason, String source) {
  /// Whether it is one of that chain.
  public boolean isFor(String inTable, Hook inChain) {
    return table.equals(inTable) && chain == inChain;
  }
}
