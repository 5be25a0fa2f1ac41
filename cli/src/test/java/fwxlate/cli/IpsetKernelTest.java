package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fwxlate.cli.RealTools.Backend;
import fwxlate.cli.RealTools.Kernel;
import fwxlate.cli.console.ExitCode;
import fwxlate.grammar.sets.IpsetReader;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Ipsets;
import fwxlate.ipset.Membership;
import fwxlate.ipset.Part;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel says of the sets that are written, in network namespaces of their own.
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
final class IpsetKernelTest {
  /// How often sets are drawn.
  private static final int SETS = 60;

  @TempDir Path directory = Path.of("");

  @TestFactory
  Stream<DynamicTest> theSetsAndBothRulesetsLoadAndTheTranslationIsSavedAsWritten() {
    return TestData.cases("translate").stream()
        .filter(c -> c.text("sets").isPresent())
        .flatMap(c ->
            Stream.of(Backend.values())
                .map(b -> dynamicTest(b + " " + c.name(), () -> loads(b, c))));
  }

  private static void loads(Backend backend, TestData.Case one) {
    Kernel.Answer answer =
        Kernel.ask(
            """
            cd '%s' && ipset restore < sets && %s-restore < input.v4 &&
            ipset restore < expected.sets && %s-restore < expected.v6 && %s-save
            """
                .formatted(
                    one.folder(),
                    backend.tool("iptables"),
                    backend.tool("ip6tables"),
                    backend.tool("ip6tables")));
    assertThat(rules(answer.out().lines().toList())).isEqualTo(rules(one.lines("expected.v6")));
    assertThat(answer.exitCode()).isZero();
  }

  private static List<String> rules(List<String> lines) {
    return lines.stream().filter(l -> l.startsWith("-A")).toList();
  }

  /// A list:set of an inet and an inet6 set, as `--sets dual` writes it, asked by rules of both
  /// families about packets of both.
  @Test
  void theListOfBothSetsMatchesPacketsOfBothFamilies() throws IOException {
    Files.writeString(directory.resolve("sets"), "create own hash:ip\nadd own 127.0.0.1\n");
    Files.writeString(
        directory.resolve("rules.v4"),
        """
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        -A INPUT -p udp -m set --match-set own src -j DROP
        COMMIT
        """);
    Outcome outcome =
        Outcome.of(
            directory,
            "--ipset-in=sets",
            "--sets=dual",
            "--ipset=sets6",
            "-q",
            "-o",
            "rules.v6",
            "rules.v4");
    assertThat(outcome).isEqualTo(new Outcome(ExitCode.DONE, "", ""));
    Kernel.Answer answer =
        Kernel.ask(
            """
            cd '%s' && ip link set lo up && ipset restore < sets && ipset restore < sets6 || exit 1
            sed 's/match-set own /match-set own46 /' rules.v4 | iptables-restore || exit 1
            ip6tables-restore < rules.v6 || exit 1
            bash -c 'echo > /dev/udp/127.0.0.1/9; echo > /dev/udp/::1/9; echo > /dev/udp/::1/9'
            iptables-save -c | grep own; ip6tables-save -c | grep own
            """
                .formatted(directory));
    assertThat(answer.out().lines().map(l -> l.replaceFirst(":\\d+\\]", "]")))
        .containsExactly(
            "[1] -A INPUT -p udp -m set --match-set own46 src -j DROP",
            "[2] -A INPUT -p udp -m set --match-set own46 src -j DROP");
  }

  // ---- membership

  private static final List<String> TYPES =
      List.of(
          "hash:ip",
          "hash:net",
          "hash:ip,port",
          "hash:net,port",
          "hash:ip,port,ip",
          "hash:ip,port,net",
          "hash:net,iface");

  /// What is asked: `ipset test SET ELEMENT`.
  private record Question(String set, String element) {}

  /// Random sets with exceptions; every member and its neighbours are asked for.
  @Test
  void theKernelSaysOfEveryElementWhatMembershipSays() throws IOException {
    var random = new Random(7);
    var text = new StringBuilder();
    Set<Question> questions = new LinkedHashSet<>();
    for (int i = 0; i < SETS; i++) {
      Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
      String type = TYPES.get(random.nextInt(TYPES.size()));
      text.append("create s" + i + " " + type);
      text.append(family == Family.IPV4 ? " family inet\n" : " family inet6\n");
      Set<String> members = new LinkedHashSet<>();
      for (int j = 0; j < 8; j++) {
        members.add(element(random, type, family, false));
      }
      for (String member : members) {
        boolean exception = type.contains("net") && random.nextInt(3) == 0;
        text.append("add s" + i + " " + member + (exception ? " nomatch\n" : "\n"));
      }
      for (int j = 0; j < 12; j++) {
        questions.add(new Question("s" + i, element(random, type, family, true)));
      }
    }
    Files.writeString(directory.resolve("sets"), text);
    var script =
        new StringBuilder("ipset restore < '" + directory.resolve("sets") + "' || exit 1\n");
    questions.forEach(q ->
        script.append("ipset -q test " + q.set + " " + q.element + " && echo in || echo out\n"));
    Files.writeString(directory.resolve("ask"), script);
    List<String> answers =
        Kernel.ask("sh '" + directory.resolve("ask") + "'").out().lines().toList();
    Ipsets sets = read(text.toString());
    var expected = new ArrayList<String>();
    var actual = new ArrayList<String>();
    int at = 0;
    for (Question question : questions) {
      expected.add(question + " " + (has(sets, question) ? "in" : "out"));
      actual.add(question + " " + (at < answers.size() ? answers.get(at) : "(nothing)"));
      at++;
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(answers).contains("in", "out");
  }

  private static Ipsets read(String text) {
    var reader = new IpsetReader();
    reader.addFile("sets", text.getBytes(StandardCharsets.UTF_8));
    assertThat(reader.read().findings()).isEmpty();
    return Ipsets.of(reader.read().sets());
  }

  private static String element(Random random, String type, Family family, boolean single) {
    var parts = new ArrayList<String>();
    for (String part : type.substring(type.indexOf(':') + 1).split(",", -1)) {
      parts.add(
          switch (part) {
            case "ip" -> address(1 + random.nextInt(15), family);
            case "net" -> single ? address(random.nextInt(16), family) : network(random, family);
            case "iface" -> random.nextBoolean() ? "eth0" : "eth1";
            default -> List.of("tcp:80", "udp:80", "gre:0").get(random.nextInt(3));
          });
    }
    return String.join(",", parts);
  }

  private static String address(int low, Family family) {
    return family == Family.IPV4 ? "192.0.2." + low : "2001:db8::1" + Integer.toHexString(low);
  }

  private static String network(Random random, Family family) {
    int host = random.nextInt(5);
    int low = (random.nextInt(16) >> host) << host;
    return address(low, family)
        + (host == 0 ? "" : "/" + ((family == Family.IPV4 ? 32 : 128) - host));
  }

  /// The packet that the question is about: the first address is its source, the second its
  /// destination.
  private static boolean has(Ipsets sets, Question question) {
    Ipset set = sets.find(question.set).orElseThrow();
    Family family = set.family().orElseThrow();
    Ipset alone =
        read("create q "
                + set.type().label()
                + (family == Family.IPV4 ? "" : " family inet6")
                + "\nadd q "
                + question.element
                + "\n")
            .find("q")
            .orElseThrow();
    Packet packet = Packet.ZERO;
    var directions = new ArrayList<String>();
    boolean second = false;
    for (Part part : alone.members().getFirst().parts()) {
      switch (part) {
        case Part.Addresses(Range range) -> {
          packet = packet.with(second ? Field.DESTINATION : Field.SOURCE, range.first());
          directions.add(second ? "dst" : "src");
          second = true;
        }
        case Part.Port(int protocol, Range ports) -> {
          packet =
              packet.with(Field.PROTOCOL, protocol).with(Field.DESTINATION_PORT, ports.first());
          directions.add("dst");
        }
        case Part.Interface(String name, _, _) -> {
          packet = packet.with(Field.IN_INTERFACE, InterfaceName.of(name));
          directions.add("src");
        }
        case Part.Mac _, Part.AnyMac _, Part.Mark _, Part.Named _ ->
            throw new IllegalArgumentException(part.toString());
      }
    }
    return Membership.of(question.set, directions, family, sets).orElseThrow().holds(packet);
  }
}
