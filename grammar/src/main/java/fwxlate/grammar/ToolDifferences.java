package fwxlate.grammar;

import fwxlate.lexicon.MisreadByNft;
import fwxlate.lexicon.NotShipped;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What only one of the two tools takes of a rule, or what neither takes as it comes; measured with
/// iptables 1.8.9 on Linux 6.18, both back ends.
final class ToolDifferences {
  private ToolDifferences() {}

  /// @param said names of extensions that were reported before; those of this rule are added
  static List<Problem> of(Rule rule, Set<String> said) {
    var problems = new ArrayList<Problem>();
    for (Option option : rule.base().options()) {
      if (option.negated() && isAnyAddress(option)) {
        problems.add(
            Problem.atWord(
                ReadingCodes.REFUSED_BY_NFT,
                rule.span(),
                option.name(),
                "iptables-nft-restore does not load `"
                    + option
                    + "`, and with it nothing of the table; iptables-legacy-restore does",
                "take the rule out: no packet meets it"));
      }
    }
    for (Match match : rule.matches()) {
      if (MisreadByNft.negatesTwoPorts(match)) {
        problems.add(
            Problem.atWord(
                ReadingCodes.MISREAD_BY_NFT,
                rule.span(),
                "--dport",
                "iptables-nft-restore loads `"
                    + match.options().getFirst()
                    + " "
                    + match.options().get(1)
                    + "` as one comparison: it takes packets with one of the two ports, too",
                "write `-m multiport ! --dports "
                    + match.option("--dport").orElseThrow().value()
                    + "` for the second"));
      }
      if (NotShipped.match(match.name()) && said.add("-m " + match.name())) {
        problems.add(notShipped(rule, "match", match.name()));
      }
    }
    if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
      if (NotShipped.target(call.name()) && said.add("-j " + call.name())) {
        problems.add(notShipped(rule, "target", call.name()));
      }
      if (call.name().equals("QUEUE")) {
        problems.add(
            Problem.atWord(
                ReadingCodes.REFUSED_BY_NFT,
                rule.span(),
                "QUEUE",
                "iptables-nft-restore does not load `-j QUEUE`, and with it nothing of the table;"
                    + " iptables-legacy-restore does",
                "write `-j NFQUEUE`, which is queue 0 as well"));
      }
      if (call.has("--nflog-range")) {
        problems.add(
            Problem.atWord(
                ReadingCodes.OPTION_LOST,
                rule.span(),
                "--nflog-range",
                "iptables-nft-restore takes `--nflog-range` and forgets it;"
                    + " iptables-legacy-restore keeps it",
                "write `--nflog-size`"));
      }
    }
    return problems;
  }

  private static boolean isAnyAddress(Option option) {
    return (option.name().equals("-s") || option.name().equals("-d"))
        && option.value().matches(".*/(0|0\\.0\\.0\\.0|::)");
  }

  private static Problem notShipped(Rule rule, String kind, String name) {
    return Problem.atWord(
        ReadingCodes.EXTENSION_NOT_SHIPPED,
        rule.span(),
        name,
        "iptables 1.8.9 ships no "
            + kind
            + " `"
            + name
            + "`: the file loads only where somebody has installed it",
        "look with `iptables "
            + (kind.equals("match") ? "-m " : "-j ")
            + name
            + " --help` on the host in question");
  }
}
