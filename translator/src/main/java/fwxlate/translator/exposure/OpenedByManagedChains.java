package fwxlate.translator.exposure;

import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.exposure.Opening;
import fwxlate.analyzer.exposure.Service;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.packet.Protocols;
import fwxlate.packet.Range;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Target;
import fwxlate.translator.managed.ManagedGroup;
import fwxlate.translator.managed.ManagedGroups;
import fwxlate.translator.options.TranslationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What IPv6 lets in without the chains that are left to their programs.
public final class OpenedByManagedChains {
  private OpenedByManagedChains() {}

  /// A finding for each program without whose chains IPv6 lets in what IPv4 stops there.
  ///
  /// @param v4 all IPv4 rules, these chains included
  /// @param translation of the rules without them
  public static List<Finding> findings(
      ManagedGroups groups, Ruleset v4, Ruleset translation, TranslationOptions options) {
    List<ManagedGroup> left = groups.left();
    if (left.isEmpty()) {
      return List.of();
    }
    Exposure.Answer answer =
        Exposure.ask(
            ExposureTables.of(v4, Optional.of(translation), options),
            Service.ANY,
            Service.ANY,
            Packets.WISH4,
            Packets.WISH6,
            options.budget());
    var findings = new ArrayList<Finding>();
    for (ManagedGroup group : left) {
      String services =
          answer.openings().stream()
              .filter(o -> o.decision4().filter(d -> decides(group, d, v4)).isPresent())
              .map(OpenedByManagedChains::service)
              .collect(Collectors.joining(", "));
      if (!services.isEmpty() || answer.unknown().isPresent()) {
        findings.add(finding(group, options.file(), services));
      }
    }
    return findings;
  }

  private static String service(Opening one) {
    return Protocols.name(one.service().protocol())
        + "/"
        + one.ports().ranges().stream().map(Range::toString).collect(Collectors.joining(","))
        + (one.chain() == Hook.FORWARD ? " of other hosts" : "");
  }

  /// Whether one of these chains, or what it called, has decided.
  private static boolean decides(ManagedGroup group, Decision decision, Ruleset v4) {
    List<String> chains = group.chains();
    return decision.by().filter(by -> chains.contains(by.chain())).isPresent()
        || decision
            .through()
            .flatMap(ref -> ref.in(v4))
            .flatMap(Rule::target)
            .filter(t -> t instanceof Target.Jump(String to, _) && chains.contains(to))
            .isPresent();
  }

  /// @param services nothing: it is not known which
  private static Finding finding(ManagedGroup group, String file, String services) {
    String name = group.program().name();
    return new Finding(
        TranslationCodes.LEFT_TO_ITS_PROGRAM,
        switch (group.program().ipv6()) {
          case MAKES, FILLS -> Severity.WARNING;
          // nobody closes it but who is told to
          case KEEPS, NOTHING -> Severity.ERROR;
        },
        new Place(file, group.first(), ""),
        "without the chains of "
            + name
            + (services.isEmpty()
                ? " it is not known what IPv6 lets in that IPv4 stops there"
                : " IPv6 lets in what IPv4 stops there: " + services),
        group.program().todo() + "; `--managed translate` translates them",
        Map.of());
  }
}
