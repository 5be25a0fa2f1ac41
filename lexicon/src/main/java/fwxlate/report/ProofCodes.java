package fwxlate.report;

import java.util.List;

/// The codes of findings about proofs: FWX4nnn.
public final class ProofCodes {
  public static final Code REFUTED =
      new Code(
          "FWX4001",
          Severity.ERROR,
          "the two rulesets decide corresponding packets differently",
          """
          There is an IPv4 packet and an IPv6 packet that stand for each other (docs/theorem.md), and \
          the two rulesets do not do the same with them. The finding shows one such pair and the \
          rule that decides each of them.

          After a translation this is a bug in fwxlate: please report it with both files.
          """);

  public static final Code OPEN =
      new Code(
          "FWX4002",
          Severity.WARNING,
          "it is not known whether the two rulesets agree",
          """
          Something stands in the way of a proof: a target that the lexicon does not know, or a \
          ruleset that is too large for the budget. The rules may well be right; nobody has shown it.
          """);

  public static final Code WIDER =
      new Code(
          "FWX4003",
          Severity.ERROR,
          "IPv6 accepts packets that stand for no IPv4 packet",
          """
          An IPv6 packet that has no IPv4 counterpart is accepted, by a rule that looks at just the \
          field in which it has none, and no declared exception covers it.
          """);

  public static final Code KERNEL_DISAGREES =
      new Code(
          "FWX4004",
          Severity.ERROR,
          "the kernel does something else with a packet than the proof says",
          """
          `fwxlate verify --kernel` sent the packet of the finding to the rules, in a network \
          namespace of its own, and the verdict or the rule that gave it was another than the proof \
          is built on.

          Either what fwxlate says of an extension is wrong, or this kernel or this version of \
          iptables does something else than those that were measured (docs/kernel.md). Please report \
          it with both files, `uname -r` and `iptables --version`. Until it is explained, do not \
          trust the proof for the rules that the finding names.
          """);

  public static final Code KERNEL_NOT_ASKED =
      new Code(
          "FWX4005",
          Severity.WARNING,
          "a table was not compared with the kernel",
          """
          `fwxlate verify --kernel` could not ask the kernel about a table: the restore tool of a back \
          end does not load its rules or ipsets here (the message is the tool's), or the analysis \
          has no regions of it. The proof of the table stands as it is.
          """);

  private ProofCodes() {}

  public static List<Code> all() {
    return List.of(REFUTED, OPEN, WIDER, KERNEL_DISAGREES, KERNEL_NOT_ASKED);
  }
}
