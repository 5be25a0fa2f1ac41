package fwxlate.grammar.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fwxlate.listener.Listener;
import fwxlate.report.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The samples were printed by iproute2 6.1 and net-tools 2.10 in a network namespace of their own,
/// of the same sockets (the ones that a script made): `::` with and without IPV6_V6ONLY, mapped,
/// link-local and long addresses, sockets bound to a device, connected ones.
class ListenerReaderTest {
  private static final Path SAMPLES = Path.of(System.getProperty("fwxlate.testdata"), "listeners");

  /// What ss tells of the sockets.
  private static final List<String> SS =
      List.of(
          "udp 127.0.0.53%lo 53 v4 local",
          "udp 0.0.0.0%eth0 67 v4",
          "udp 0.0.0.0 68 v4",
          "udp 192.0.2.1 123 v4",
          "udp ::1 123 v6 local",
          "udp fe80::5054:ff:fe12:3456%eth0 546 v6",
          "udp :: 547 v6",
          "udp 2001:db8:368a:16:1ab:2cd:3ef:4567 4500 v6",
          "udp * 5353 v4 v6",
          "tcp 0.0.0.0 22 v4",
          "tcp 127.0.0.1 25 v4 local",
          "tcp 127.0.0.53%lo 53 v4 local",
          "tcp 192.0.2.1 3306 v4",
          "tcp fe80::5054:ff:fe12:3456%eth0 8006 v6",
          "tcp ::ffff:127.0.0.1 8004 v4 local",
          "tcp :: 8002 v6",
          "tcp * 8001 v4 v6",
          "tcp ::%eth0 8007 v6",
          "tcp ::1 631 v6 local",
          "tcp 2001:db8::1 443 v6",
          "tcp ::ffff:192.0.2.1 8005 v4",
          "tcp 2001:db8:368a:16:1ab:2cd:3ef:4567 8003 v6");

  /// What netstat tells: nothing of devices, `::` of both kinds alike, and no more than 23
  /// characters.
  private static final List<String> NETSTAT =
      List.of(
          "tcp 0.0.0.0 22 v4",
          "tcp 127.0.0.1 25 v4 local",
          "tcp 127.0.0.53 53 v4 local",
          "tcp 192.0.2.1 3306 v4",
          "tcp fe80::5054:ff:fe12 8006 v6 uncertain",
          "tcp 127.0.0.1 8004 v4 local",
          "tcp :: 8002 v4 v6 uncertain",
          "tcp :: 8001 v4 v6 uncertain",
          "tcp :: 8007 v4 v6 uncertain",
          "tcp ::1 631 v6 local",
          "tcp 2001:db8::1 443 v6",
          "tcp 192.0.2.1 8005 v4",
          "tcp 2001:db8:368a:16:1 8003 v6 uncertain",
          "udp 127.0.0.53 53 v4 local",
          "udp 0.0.0.0 67 v4",
          "udp 0.0.0.0 68 v4",
          "udp 192.0.2.1 123 v4",
          "udp ::1 123 v6 local",
          "udp fe80::5054:ff:fe12: 546 v6 uncertain",
          "udp :: 547 v4 v6 uncertain",
          "udp 2001:db8:368a:16:1 4500 v6 uncertain",
          "udp :: 5353 v4 v6 uncertain");

  private static ListenerReader.ListenersReading sample(String name) throws IOException {
    return ListenerReader.read(name, Files.readAllBytes(SAMPLES.resolve(name)));
  }

  private static ListenerReader.ListenersReading text(String... lines) {
    return ListenerReader.read("list", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> described(ListenerReader.ListenersReading reading) {
    return reading.listeners().stream().map(ListenerReaderTest::described).toList();
  }

  private static String described(Listener one) {
    String protocol = one.protocol() == 6 ? "tcp" : one.protocol() == 17 ? "udp" : "?";
    return protocol
        + " "
        + one.local()
        + " "
        + one.port()
        + (one.onIpv4() ? " v4" : "")
        + (one.onIpv6() ? " v6" : "")
        + (one.isLocal() ? " local" : "")
        + (one.certain() ? "" : " uncertain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ss-lntup.txt",
        "ss-H-ltnu.txt",
        "ss-antup.txt",
        "ss-lntupe.txt",
        "ss-lntupi.txt",
        "ss-lap.txt"
      })
  void ssTellsEverythingWhateverItsOptions(String name) throws IOException {
    ListenerReader.ListenersReading reading = sample(name);
    assertThat(described(reading)).containsExactlyInAnyOrderElementsOf(SS);
    assertThat(reading.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ss-lnt.txt,tcp", "ss-lnu.txt,udp"})
  void ssOfOneProtocolDoesNotNameIt(String name, String protocol) throws IOException {
    ListenerReader.ListenersReading reading = sample(name);
    assertThat(described(reading))
        .containsExactlyElementsOf(SS.stream().filter(l -> l.startsWith(protocol)).toList());
    assertThat(reading.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"netstat-lntup.txt", "netstat-anp.txt", "netstat-nobody.txt"})
  void netstatCutsAddressesAndTellsNoFamilies(String name) throws IOException {
    ListenerReader.ListenersReading reading = sample(name);
    assertThat(described(reading)).containsExactlyElementsOf(NETSTAT);
    assertThat(reading.findings()).isEmpty();
  }

  @Test
  void wideNetstatCutsNothing() throws IOException {
    ListenerReader.ListenersReading reading = sample("netstat-lntupW.txt");
    assertThat(described(reading))
        .containsExactlyElementsOf(
            NETSTAT.stream()
                .map(l -> l.replace("fe80::5054:ff:fe12: ", "fe80::5054:ff:fe12 "))
                .map(l -> l.replaceFirst("fe12 (\\d+) v6 uncertain", "fe12:3456 $1 v6"))
                .map(l -> l.replaceFirst("16:1 (\\d+) v6 uncertain", "16:1ab:2cd:3ef:4567 $1 v6"))
                .toList());
  }

  @Test
  void whatGrepLeavesIsEnough() throws IOException {
    ListenerReader.ListenersReading reading = sample("netstat-anp-grep.txt");
    assertThat(described(reading)).containsExactlyElementsOf(NETSTAT.subList(4, 13));
    assertThat(reading.listeners()).allMatch(l -> l.process().orElse("").equals("python3"));
    assertThat(reading.findings()).isEmpty();
  }

  @Test
  void aHostInWordsIsReportedAndTheRestIsRead() throws IOException {
    ListenerReader.ListenersReading reading = sample("netstat-ltu.txt");
    assertThat(reading.findings())
        .extracting(f -> f.code().id(), f -> f.place().span().line(), Finding::message)
        .containsExactly(tuple("FWX1201", 4, "`localhost` is no address"));
    assertThat(reading.findings().getFirst().place().span().start()).isEqualTo(20);
    assertThat(reading.listeners()).hasSize(21);
    assertThat(described(reading)).contains("tcp 192.0.2.1 3306 v4", "tcp :: 8002 v4 v6 uncertain");
  }

  @Test
  void programsAreNamedOnce() {
    assertThat(
            text(
                    "tcp LISTEN 0 5 *:80 *:* users:((\"nginx\",pid=2,fd=6),(\"nginx\",pid=1,fd=6))",
                    "tcp LISTEN 0 5 *:22 *:* users:((\"a b\",pid=2,fd=6),(\"sshd\",pid=1,fd=6))",
                    "tcp6 0 0 :::25 :::* LISTEN 12/sshd: /usr/sbin  ",
                    "tcp6 0 0 :::26 :::* LISTEN 0 4711 12/exim4",
                    "udp6 0 0 :::27 :::* 12/named",
                    "tcp LISTEN 0 128 *:28 *:*",
                    "   users:((\"old\",99,3))")
                .listeners())
        .extracting(l -> l.process().orElse("-"))
        .containsExactly("nginx", "a b, sshd", "sshd: /usr/sbin", "exim4", "named", "old");
  }

  @Test
  void oldVersionsOfSsWriteIpv6WithoutBrackets() {
    assertThat(
            described(
                text(
                    "State      Recv-Q Send-Q        Local Address:Port          Peer Address:Port ",
                    "LISTEN     0      128                      :::22                      :::*",
                    "LISTEN     0      128                       *:22                       *:*",
                    "LISTEN     0      100                     ::1:25                      :::*")))
        .containsExactly(
            "tcp :: 22 v4 v6 uncertain", "tcp * 22 v4 v6 uncertain", "tcp ::1 25 v6 local");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tcp4 0 0 *.22 *.* LISTEN|WARNING",
        "tcp LISTEN 0 5 localhost:mysql *:*|ERROR",
        "tcp LISTEN 0 5 *:nosuchservice *:*|ERROR",
        "tcp LISTEN 0 5 *:70000 *:*|ERROR",
        "tcp LISTEN 0|WARNING",
        "tcp 0 0 0.0.0.0:22 0.0.0.0:* NOSTATE|ERROR",
        "tcp x y|WARNING",
        "Aktive Internetverbindungen (Nur Server)|WARNING",
        "root@host:~# ss -lntup|WARNING",
        "-A INPUT -j DROP|WARNING"
      })
  void noLineIsDroppedInSilence(String line, String severity) {
    ListenerReader.ListenersReading reading = text(line, "tcp LISTEN 0 5 *:80 *:*");
    assertThat(reading.listeners()).hasSize(1);
    assertThat(reading.findings())
        .extracting(f -> f.code().id(), f -> f.severity().name(), f -> f.place().text())
        .containsExactly(tuple("FWX1201", severity, line));
  }

  @Test
  void anEmptyListIsSuspect() {
    assertThat(text("").findings()).extracting(f -> f.code().id()).containsExactly("FWX1202");
    assertThat(text("Netid State Recv-Q Send-Q Local Address:Port").findings())
        .extracting(f -> f.code().id())
        .containsExactly("FWX1202");
  }

  @Test
  void windowsLineEndsAndMarksDoNotMatter() {
    assertThat(
            described(text("\ufefftcp LISTEN 0 5 [::]:80 [::]:*\r", "udp UNCONN 0 0 *:53 *:*\r")))
        .containsExactly("tcp :: 80 v6", "udp * 53 v4 v6");
  }

  @Test
  void mappedAddressesAreIpv4() {
    assertThat(
            described(
                text(
                    "tcp6 0 0 ::ffff:10.0.0.1:80 :::* LISTEN 1/x",
                    "tcp6 0 0 ::ffff:192.168.100:8080 :::* LISTEN 1/x")))
        .containsExactly("tcp ::ffff:10.0.0.1 80 v4", "tcp ::ffff:192.168.100 8080 v4 uncertain");
  }
}
