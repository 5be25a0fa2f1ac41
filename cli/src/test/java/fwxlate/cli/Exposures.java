package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.AddressMap;
import fwxlate.address.Network;
import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.exposure.Exposure;
import fwxlate.analyzer.exposure.Service;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.maps.AddressMapReader;
import fwxlate.packet.Family;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.translator.exposure.ExposureTables;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.workflow.ExposureFindings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Filter tables in a few lines, for questions about exposure.
///
/// @param v4 rules and policies, as iptables-save prints them
/// @param v6 nothing: no IPv6 rules
/// @param map lines `V4=V6`
record Exposures(List<String> v4, Optional<List<String>> v6, List<String> map) {

  static Exposures of(String v4, String v6) {
    return new Exposures(v4.lines().toList(), Optional.of(v6.lines().toList()), List.of());
  }

  static Exposures withoutV6(String v4) {
    return new Exposures(v4.lines().toList(), Optional.empty(), List.of());
  }

  Exposures mapped(String... lines) {
    return new Exposures(v4, v6, List.of(lines));
  }

  /// A whole file: `lines` of INPUT and of other chains, policies ACCEPT where none is given; from
  /// `*TABLE` on, those of another table.
  static String file(List<String> lines) {
    var out = new StringBuilder();
    var rest = new ArrayList<>(lines);
    rest.addFirst("*filter");
    while (!rest.isEmpty()) {
      String table = rest.removeFirst();
      var here = new ArrayList<String>();
      while (!rest.isEmpty() && !rest.getFirst().startsWith("*")) {
        here.add(rest.removeFirst());
      }
      out.append(table).append('\n');
      for (String chain : Table.builtIns(table.substring(1))) {
        if (here.stream().noneMatch(l -> l.startsWith(":" + chain + " "))) {
          out.append(':').append(chain).append(" ACCEPT [0:0]\n");
        }
      }
      here.stream().filter(l -> l.startsWith(":")).forEach(l -> out.append(l).append('\n'));
      here.stream().filter(l -> !l.startsWith(":")).forEach(l -> out.append(l).append('\n'));
      out.append("COMMIT\n");
    }
    return out.toString();
  }

  static Ruleset ruleset(List<String> lines, Family family) {
    RulesetReading reading =
        new SaveReader().read("rules", file(lines).getBytes(StandardCharsets.UTF_8), family);
    assertThat(reading.isComplete()).as("%s", reading.findings()).isTrue();
    return reading.ruleset();
  }

  Ruleset ruleset4() {
    return ruleset(v4, Family.IPV4);
  }

  Optional<Ruleset> ruleset6() {
    return v6.map(lines -> ruleset(lines, Family.IPV6));
  }

  Exposure.Tables tables() {
    var reader = new AddressMapReader();
    map.forEach(reader::addOption);
    AddressMap read = reader.read().map();
    return ExposureTables.of(ruleset4(), ruleset6(), TranslationOptions.defaults("rules.v4", read));
  }

  Exposure.Answer answer() {
    return answer(Service.ANY);
  }

  Exposure.Answer answer(List<Service> services) {
    return answer(services, Budget.DEFAULT);
  }

  Exposure.Answer answer(Budget budget) {
    return answer(Service.ANY, budget);
  }

  private Exposure.Answer answer(List<Service> services, Budget budget) {
    return Exposure.ask(tables(), services, Service.ANY, Packets.WISH4, Packets.WISH6, budget);
  }

  /// What is open, a line each: chain, ports, how bad, from where.
  List<String> open() {
    return answer().openings().stream()
        .map(o ->
            o.chain()
                + (o.service().protocol() == 6 ? " tcp " : " udp ")
                + ExposureFindings.ports(o.ports())
                + (o.undecided() ? " error" : " warning")
                + (Network.prefixes(Family.IPV6, o.sources()).size() > 2
                    ? ""
                    : " from " + Network.prefixes(Family.IPV6, o.sources())))
        .toList();
  }

  /// The IPv4 rule that the first opening's witness is stopped by.
  Optional<String> closedInIpv4By() {
    return answer().openings().getFirst().decision4().orElseThrow().by().map(Object::toString);
  }

  List<String> closed() {
    return answer().closings().stream()
        .map(o ->
            o.chain()
                + (o.service().protocol() == 6 ? " tcp " : " udp ")
                + ExposureFindings.ports(o.ports()))
        .toList();
  }

  /// The rules to paste.
  List<String> remedies() {
    return answer().openings().stream()
        .map(o ->
            o.remedy().map(r -> r.before() + " " + String.join(" and ", r.rules())).orElse("none"))
        .toList();
  }
}
