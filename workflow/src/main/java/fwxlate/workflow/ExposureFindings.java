package fwxlate.workflow;

import fwxlate.address.Network;
import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.exposure.Opening;
import fwxlate.analyzer.exposure.Service;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.HookPath;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.listener.Listener;
import fwxlate.packet.Family;
import fwxlate.packet.Protocols;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.report.Code;
import fwxlate.report.ExposureCodes;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import fwxlate.translator.exposure.ExposureTables;
import fwxlate.translator.options.TranslationOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is exposed on IPv6, as findings: with the packet, the rules of both families, and what to
/// paste.
public final class ExposureFindings {
  /// How many networks a message names.
  private static final int NETWORKS = 6;

  private static final String FORWARD = "FORWARD";

  private final RulesFile v4;
  private final Optional<RulesFile> v6;
  private final Optional<ListenerFile> listeners;
  private final Exposure.Answer answer;
  private final boolean forwards;

  private ExposureFindings(
      RulesFile v4,
      Optional<RulesFile> v6,
      Optional<ListenerFile> listeners,
      Exposure.Answer answer,
      boolean forwards) {
    this.v4 = v4;
    this.v6 = v6;
    this.listeners = listeners;
    this.answer = answer;
    this.forwards = forwards;
  }

  /// Asks what is exposed.
  ///
  /// @param v6 nothing: no IPv6 rules, everything is accepted
  /// @param listeners nothing: every port could be a service
  public static ExposureFindings of(
      RulesFile v4,
      Optional<RulesFile> v6,
      Optional<ListenerFile> listeners,
      TranslationOptions options) {
    boolean forwards =
        v4.ruleset()
            .table("filter")
            .flatMap(t -> t.chain(FORWARD))
            .filter(c -> !c.rules().isEmpty())
            .isPresent();
    Exposure.Answer answer =
        Exposure.ask(
            ExposureTables.of(v4.ruleset(), v6.map(RulesFile::ruleset), options),
            listeners.map(l -> List.copyOf(l.services().keySet())).orElse(Service.ANY),
            forwards || listeners.isEmpty() ? Service.ANY : List.of(),
            Packets.WISH4,
            Packets.WISH6,
            options.budget());
    return new ExposureFindings(v4, v6, listeners, answer, forwards);
  }

  /// What was asked, and what came of it.
  public Exposure.Answer answer() {
    return answer;
  }

  /// What is exposed, and what is closed.
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    listeners.ifPresent(l -> findings.addAll(l.findings()));
    answer
        .unknown()
        .ifPresent(why ->
            findings.add(
                new Finding(
                    ExposureCodes.NOT_KNOWN,
                    Place.ofFile(v4.file()),
                    "it is not known what is exposed: " + why,
                    "give a list of listeners (`ss -lntup`), or compare by hand")));
    answer.openings().forEach(o -> findings.add(opening(o)));
    answer.closings().forEach(c -> findings.add(closing(c)));
    return findings;
  }

  private Finding opening(Opening one) {
    boolean forwarded = one.chain() == Hook.FORWARD;
    Code code = forwarded ? ExposureCodes.FORWARDED_ON_IPV6 : ExposureCodes.OPEN_ON_IPV6;
    String from = from(one.sources(), Exposure.sources(one.chain()), Family.IPV6);
    String message =
        service(one)
            + (forwarded ? " of other hosts" : "")
            + " is open on IPv6 from "
            + from
            + one.sourcePorts().map(p -> " (source port " + ports(p) + ")").orElse("")
            + to(one)
            + " and stopped on IPv4"
            + depends(one)
            + doubt(one);
    return new Finding(code, severity(one), place(one), message, help(one), details(one, from));
  }

  /// How severe an opening is.
  public Severity severity(Opening one) {
    boolean routes = one.chain() != Hook.FORWARD || forwards;
    return one.undecided() && routes ? Severity.ERROR : Severity.WARNING;
  }

  private Finding closing(Opening one) {
    String from = from(one.sources(), Ranges.all(32), Family.IPV4);
    return new Finding(
        ExposureCodes.CLOSED_ON_IPV6,
        ExposureCodes.CLOSED_ON_IPV6.severity(),
        place(one),
        service(one)
            + (one.chain() == Hook.FORWARD ? " of other hosts" : "")
            + " is open on IPv4 from "
            + from
            + " and closed on IPv6",
        "open it on IPv6, too, or refuse it with a reset: `fwxlate --force-ipv4 PORT`",
        details(one, from));
  }

  private Map<String, String> details(Opening one, String from) {
    List<Listener> here = listenersOf(one);
    var details = new LinkedHashMap<String, String>();
    details.put("protocol", Protocols.name(one.service().protocol()));
    details.put("port", ports(one.ports()));
    details.put(
        "address", here.stream().map(Listener::local).distinct().collect(Collectors.joining(", ")));
    details.put("process", ListenerFile.programs(here));
    details.put("from", from);
    details.put("witness", Packets.toString(one.packet6(), Family.IPV6));
    details.put(
        "rule4",
        one.decision4().map(d -> rule(d, v4)).orElse("no IPv4 packet stands for this one"));
    details.put(
        "rule6",
        v6.map(six -> rule(one.decision6(), six)).orElse("no IPv6 rules: everything is accepted"));
    return details;
  }

  /// The listeners that an opening is about.
  public List<Listener> listenersOf(Opening one) {
    return one.chain() == Hook.FORWARD
        ? List.of()
        : listeners.map(l -> l.services().getOrDefault(one.service(), List.of())).orElse(List.of());
  }

  // ---- words

  /// `tcp/3306 (mysqld, *:3306)`, `udp/1-65535`.
  private String service(Opening one) {
    List<Listener> here = listenersOf(one);
    String name = Protocols.name(one.service().protocol()) + "/" + ports(one.ports());
    if (here.isEmpty()) {
      return name;
    }
    String programs = ListenerFile.programs(here);
    String places =
        here.stream().map(ExposureFindings::socket).distinct().collect(Collectors.joining(", "));
    return name + " (" + (programs.isEmpty() ? "" : programs + ", ") + places + ")";
  }

  /// As ss prints it: `*:3306`, `[fe80::1]%eth0:53`.
  private static String socket(Listener listener) {
    String address = listener.address();
    return (address.contains(":") ? "[" + address + "]" : address)
        + listener.device().map(d -> "%" + d).orElse("")
        + ":"
        + listener.port();
  }

  public static String ports(Ranges ports) {
    return ports.ranges().stream().map(Range::toString).collect(Collectors.joining(","));
  }

  private static String depends(Opening one) {
    if (one.predicates().isEmpty()) {
      return "";
    }
    return one.predicates().stream()
        .map(k -> "`" + k.replaceFirst(" @ .*", "") + "`")
        .distinct()
        .collect(Collectors.joining(", ", ", depending on ", ""));
  }

  private static String to(Opening one) {
    Optional<String> hosts =
        one.destinations().map(d -> networks(Network.prefixes(Family.IPV6, d)));
    return hosts.map(h -> " to " + h).orElse(one.multicast() ? " to multicast groups" : "");
  }

  private String doubt(Opening one) {
    // `::` of netstat is certain about IPv6
    return listenersOf(one).stream().anyMatch(l -> !l.certain() && !l.address().equals("::"))
        ? "; the list does not tell the whole address"
        : "";
  }

  /// `anywhere`, `anywhere but 2001:db8::/32`, or prefixes.
  ///
  /// @param all the addresses that could be sources
  private static String from(Ranges sources, Ranges all, Family family) {
    Ranges named = sources.and(all);
    Ranges rest = all.minus(named);
    if (rest.isEmpty()) {
      return "anywhere";
    }
    List<Network> in = Network.prefixes(family, named);
    List<Network> out = Network.prefixes(family, rest);
    return out.size() < in.size() ? "anywhere but " + networks(out) : networks(in);
  }

  private static String networks(List<Network> networks) {
    String text =
        networks.stream().limit(NETWORKS).map(Network::toString).collect(Collectors.joining(", "));
    int more = networks.size() - NETWORKS;
    return more > 0 ? text + " and " + more + " more" : text;
  }

  private String help(Opening one) {
    String load = "load what `fwxlate " + v4.file() + "` writes";
    if (one.remedy().isEmpty()) {
      return "no single rule closes it without harm: " + load;
    }
    Opening.Remedy remedy = one.remedy().get();
    String rules =
        remedy.rules().stream().map(r -> "`" + r + "`").collect(Collectors.joining(" and "));
    if (v6.isEmpty()) {
      return "paste " + rules + " into the IPv6 rules, or " + load;
    }
    return "paste " + rules + " " + where(one.chain().name(), remedy.before(), v6.get());
  }

  private static String where(String chain, int before, RulesFile v6) {
    int line =
        new RuleRef("filter", chain, before).in(v6.ruleset()).map(r -> r.span().line()).orElse(0);
    return line == 0 ? "at the end of " + chain : "before " + v6.file() + ":" + line;
  }

  private static String rule(Decision decision, RulesFile input) {
    Optional<Rule> rule = decision.by().flatMap(ref -> ref.in(input.ruleset()));
    if (rule.isPresent()) {
      RuleRef by = decision.by().orElseThrow();
      return at(input, rule.get().span())
          + table(by.table())
          + ("-A " + by.chain() + " " + rule.get().body()).stripTrailing()
          + (decision.verdict().isEmpty() ? " (what it does is not known)" : "");
    }
    if (decision.by().isPresent()) {
      return "no rule: a packet with no hops left is not forwarded";
    }
    HookPath.Place place = HookPath.place(decision.policy());
    Optional<Chain> policy = chain(input.ruleset(), place);
    return at(input, policy.map(Chain::span).orElse(Span.NONE))
        + table(place.table())
        + ":"
        + place.chain()
        + " "
        + policy.flatMap(Chain::policy).orElse(Policy.ACCEPT);
  }

  /// Rules of the filter table are told without it.
  private static String table(String name) {
    return name.equals("filter") ? "" : "*" + name + " ";
  }

  private static Optional<Chain> chain(Ruleset ruleset, HookPath.Place place) {
    return ruleset.table(place.table()).flatMap(t -> t.chain(place.chain()));
  }

  private static String at(RulesFile input, Span span) {
    return span.line() == 0 ? "" : input.file() + ":" + span.line() + ": ";
  }

  /// The line of the IPv6 rule that decides; without IPv6 rules the listener's line, or else that
  /// of the IPv4 rule.
  private Place place(Opening one) {
    if (v6.isPresent()) {
      return place(one.decision6(), v6.get());
    }
    List<Listener> here = listenersOf(one);
    if (!here.isEmpty() && listeners.isPresent()) {
      return listeners.get().at(here.getFirst());
    }
    return one.decision4().map(d -> place(d, v4)).orElseGet(() -> Place.ofFile(v4.file()));
  }

  private static Place place(Decision decision, RulesFile input) {
    Span span =
        decision
            .by()
            .flatMap(ref -> ref.in(input.ruleset()))
            .map(Rule::span)
            .or(() -> chain(input.ruleset(), HookPath.place(decision.policy())).map(Chain::span))
            .orElse(Span.NONE);
    return new Place(input.file(), span, "");
  }
}
