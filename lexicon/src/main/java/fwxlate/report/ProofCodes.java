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

  private ProofCodes() {}

  public static List<Code> all() {
    return List.of(REFUTED, OPEN, WIDER);
  }
}
