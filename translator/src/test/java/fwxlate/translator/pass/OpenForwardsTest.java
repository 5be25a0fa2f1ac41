package fwxlate.translator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Rule;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.testing.Case;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a port forward becomes: 198.51.100.1 is the router, 10.0.0.5 the host inside.
class OpenForwardsTest {
  private static final List<String> MAP =
      List.of("10.0.0.0/24 = 2001:db8:1::/64", "10.0.0.5 = 2001:db8:1::5");

  private static final String DNAT_ONLY = "-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT";

  private static Case of(String dnat) {
    return of("-A PREROUTING " + dnat, DNAT_ONLY, "");
  }

  private static Case of(String nat, String forward, String mangle) {
    return Case.of(
        SomeRulesets.read(
            """
            *mangle
            :PREROUTING ACCEPT [0:0]
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            %s
            COMMIT
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            :OUTPUT ACCEPT [0:0]
            -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            %s
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :INPUT ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            %s
            COMMIT
            """
                .formatted(mangle, forward, nat),
            Family.IPV4),
        SomeMaps.of(MAP));
  }

  private static List<String> opened(Case some) {
    return some
        .translated()
        .ruleset()
        .table("filter")
        .orElseThrow()
        .chain("FORWARD")
        .orElseThrow()
        .rules()
        .stream()
        .map(Rule::body)
        .filter(body -> body.contains("fwxlate:FWD"))
        .map(body -> body.replaceFirst(" -m comment .*", ""))
        .toList();
  }

  private static List<String> said(Case some) {
    return some.translated().findings().stream()
        .filter(f ->
            Set.of(TranslationCodes.FORWARD_NOT_MAPPED, TranslationCodes.NAT_LEFT_OUT)
                .contains(f.code()))
        .filter(f -> f.severity() != Severity.NOTE || f.place().span().line() > 0)
        .map(f -> f.severity() + " " + f.message())
        .toList();
  }

  /// Whatever the rule asks of the destination that packets have before they are redirected,
  /// nothing asks for it behind: the accept of IPv6 is for the inside host.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-d 198.51.100.1/32 -p tcp -m tcp --dport 80",
        "-p tcp -m addrtype --dst-type LOCAL -m tcp --dport 80",
        "-p tcp -m addrtype --dst-type LOCAL --limit-iface-in -m tcp --dport 80",
        "-p tcp -m conntrack --ctorigdst 198.51.100.1 -m tcp --dport 80",
        "-p tcp -m conntrack --ctorigdstport 80",
        "-p tcp -m conntrack --ctorigdst 198.51.100.1 --ctorigdstport 80",
        "-p tcp -m conntrack --ctreplsrc 198.51.100.1 -m tcp --dport 80",
        "-p tcp -m multiport --ports 80,443",
        "-p tcp -m multiport --dports 80,443",
        "-p tcp -m iprange --dst-range 198.51.100.1-198.51.100.3 -m tcp --dport 80",
        "-p tcp -m set --match-set here dst,dst -m tcp --dport 80"
      })
  void anAcceptAsksNothingOfTheOldDestination(String packets) {
    Case some = of(packets + " -j DNAT --to-destination 10.0.0.5:8080");
    assertThat(opened(some)).containsExactly("-d 2001:db8:1::5/128 -p tcp -m tcp --dport 8080");
    assertThat(some.prove().outcome()).isEqualTo(ProofResult.Outcome.PROVEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-i eth0 -p tcp -m tcp --sport 1024:65535 --dport 80"
            + "| -d 2001:db8:1::5/128 -i eth0 -p tcp -m tcp --sport 1024:65535 -m tcp --dport 8080",
        "-s 10.0.0.0/24 -p tcp -m tcp --dport 80"
            + "| -s 2001:db8:1::/64 -d 2001:db8:1::5/128 -p tcp -m tcp --dport 8080",
        "-p tcp -m conntrack --ctstate NEW -m tcp --dport 80"
            + "| -d 2001:db8:1::5/128 -p tcp -m conntrack --ctstate NEW -m tcp --dport 8080",
      })
  void whatIsAskedOfOtherThingsIsAskedStill(String packets, String opened) {
    assertThat(opened(of(packets + " -j DNAT --to-destination 10.0.0.5:8080")))
        .containsExactly(opened);
  }

  @Test
  void aPortThatStaysIsAskedStill() {
    assertThat(opened(of("-p tcp -m multiport --ports 80,443 -j DNAT --to-destination 10.0.0.5")))
        .containsExactly("-d 2001:db8:1::5/128 -p tcp -m multiport --ports 80,443");
  }

  /// A set of sources and destinations at once, a list of destinations, a count of hops: behind the
  /// redirection nothing can ask for the same packets.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p tcp -m set --match-set pairs src,dst -m tcp --dport 80",
        "-p tcp -m recent --rcheck --name open --mask 255.255.255.255 --rdest -m tcp --dport 80",
        "-p tcp -m ttl --ttl-eq 64 -m tcp --dport 80",
        "-p tcp -m multiport ! --ports 80,443"
      })
  void whatAsksOfBothAtOnceIsLeftOutWithAWarning(String packets) {
    Case some = of(packets + " -j DNAT --to-destination 10.0.0.5:8080");
    assertThat(opened(some)).isEmpty();
    assertThat(said(some))
        .singleElement()
        .asString()
        .startsWith("WARNING the port forward is left out: `")
        .endsWith("` asks of the packet what is not so any more in FORWARD");
  }

  @Test
  void aSourceThatNothingStandsForIsAWarning() {
    Case some = of("-s 203.0.113.0/24 -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.0.0.5");
    assertThat(opened(some)).isEmpty();
    assertThat(said(some))
        .containsExactly(
            "WARNING the port forward is left out: no IPv6 address stands for 203.0.113.0/24");
  }

  /// Nobody knows who can send to a broadcast address of this router, a set of ports says nothing
  /// of addresses, and one of no known type may be either.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m addrtype --dst-type BROADCAST",
        "-m addrtype ! --dst-type UNICAST,LOCAL",
        "-m set --match-set web dst",
        "-m set --match-set web dst,dst",
        "-m geoip --destination-country DE",
      })
  void whatMayLeaveNobodyIsLeftOut(String asked) {
    Case some = of("-p tcp " + asked + " -j DNAT --to-destination 10.0.0.5");
    assertThat(opened(some)).isEmpty();
    assertThat(said(some)).singleElement().asString().startsWith("WARNING the port forward");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-m addrtype ! --dst-type LOCAL",
        "-m addrtype --dst-type UNICAST,BROADCAST",
        "-m addrtype ! --dst-type MULTICAST",
      })
  void whatSomeDestinationMeetsIsOpened(String asked) {
    assertThat(opened(of("-p tcp " + asked + " -j DNAT --to-destination 10.0.0.5")))
        .containsExactly("-d 2001:db8:1::5/128 -p tcp");
  }

  /// Packets of this host do not come through FORWARD; where other rules decide first, or where the
  /// packet was for the inside host anyway, nobody is redirected.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-A OUTPUT -p tcp -m tcp --dport 8022 -j DNAT --to-destination 10.0.0.5:22",
        "-A PREROUTING -d 10.0.0.5/32 -p tcp -m tcp --dport 22 -j DNAT --to-destination 10.0.0.5",
        "-A PREROUTING -d 10.0.0.5/32 -p tcp -m tcp --dport 22"
            + " -j DNAT --to-destination 10.0.0.5:22",
        "-A PREROUTING -s 10.0.0.0/24 -j ACCEPT\n"
            + "-A PREROUTING -p tcp -m conntrack --ctorigdstport 8022"
            + " -j DNAT --to-destination 10.0.0.5:22",
      })
  void whereNobodyIsRedirectedNothingIsOpened(String nat) {
    Case some = of(nat, DNAT_ONLY, "");
    assertThat(opened(some)).isEmpty();
    assertThat(said(some))
        .containsExactly(
            "WARNING the port forward is left out: it is not certain that FORWARD lets all its"
                + " packets through in IPv4");
  }

  /// A packet that is not redirected was for where it goes: what FORWARD asks of the destination
  /// that flows had before is nothing that their counterparts in IPv6 have.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-d 10.0.0.5/32 -p tcp -m tcp --dport 22 -m conntrack --ctorigdstport 8022",
        "-p tcp -m conntrack --ctorigdstport 8022",
        "-d 10.0.0.5/32 -m conntrack --ctorigdst 198.51.100.1",
        "-d 10.0.0.5/32 -m conntrack --ctreplsrc 10.0.0.5 --ctorigdstport 8022",
      })
  void redirectedFlowsAreToldByWhatTheyWereFor(String accepted) {
    String before = "-A PREROUTING -s 10.0.0.0/24 -j ACCEPT\n";
    String forward =
        "-A PREROUTING -p tcp -m conntrack --ctorigdstport 8022"
            + " -j DNAT --to-destination 10.0.0.5:22";
    Case some = of(before + forward, "-A FORWARD " + accepted + " -j ACCEPT", "");
    assertThat(opened(some)).isEmpty();
    assertThat(said(some))
        .singleElement()
        .asString()
        .startsWith("WARNING the port forward is left");
  }

  @Test
  void aForwardThatIsToldByItsOldPortIsOpened() {
    Case some =
        of(
            "-A PREROUTING -p tcp -m conntrack --ctorigdstport 8022"
                + " -j DNAT --to-destination 10.0.0.5:22",
            "-A FORWARD -d 10.0.0.5/32 -p tcp -m conntrack --ctorigdstport 8022 -j ACCEPT",
            "");
    assertThat(opened(some)).containsExactly("-d 2001:db8:1::5/128 -p tcp -m tcp --dport 22");
  }

  /// A mark that rules write after the redirection, or in the nat table alone, is another mark.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-A FORWARD -i wan0 -j MARK --set-xmark 0x7/0xffffffff | none | true",
        "-A FORWARD -j CONNMARK --restore-mark | none | true",
        ":marks - [0:0] & -A FORWARD -g marks & -A marks -j MARK --set-xmark 0x7/0xffffffff | none | true",
        "none | -A PREROUTING -s 10.0.0.7/32 -j MARK --set-xmark 0x7/0xffffffff | true",
        "-A FORWARD -j UNHEARDOF --of | none | true",
        "-A PREROUTING -i wan0 -j MARK --set-xmark 0x7/0xffffffff | none | false",
        "-A FORWARD -j CONNMARK --save-mark | none | false",
        "-A FORWARD -j LOG | none | false",
      })
  void aMarkThatIsWrittenInBetweenIsAnotherMark(String mangle, String nat, boolean written) {
    Case some =
        of(
            lines(nat)
                + "\n-A PREROUTING -p tcp -m mark --mark 0x7 -m tcp --dport 8022"
                + " -j DNAT --to-destination 10.0.0.5:22",
            DNAT_ONLY,
            lines(mangle));
    assertThat(opened(some)).hasSize(written ? 0 : 1).allMatch(rule -> rule.contains("--mark 0x7"));
    assertThat(said(some)).hasSize(written ? 1 : 0);
  }

  private static String lines(String text) {
    return text.equals("none") ? "" : text.replace(" & ", "\n");
  }
}
