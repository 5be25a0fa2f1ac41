package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fwxlate.cli.RealTools.Backend;
import fwxlate.cli.RealTools.Kernel;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.kernel.testing.AskTheKernel;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.TargetEntry;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.report.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Which of the two restore tools load a file: small files before the real tools, each in a
/// namespace of its own, and what the reader says of them. A file that the reader refuses is one
/// that neither loads, but for those named in [#STRICTER].
@Tag("kernel")
@ExtendWith(AskTheKernel.class)
final class LoadsOnTest {
  private static final Map<String, String> FILES = files();

  /// Files that the reader refuses though a tool loads them, and why.
  private static final Map<String, String> STRICTER =
      Map.of(
          "an open quote", "the tools take the rest of the line into it",
          "a loop that nothing reaches", "the kernel looks only at what hooks reach",
          "nothing", "an empty output is not taken for an open host",
          "counters in words", "they are read only with -c",
          "a comment of 256 bytes", "it is cut",
          "help", "the tools end well, and have loaded nothing",
          "version", "the tools end well, and have loaded nothing");

  @TempDir Path directory = Path.of("");

  private static Map<String, String> files() {
    var files = new TreeMap<String, String>();
    files.put("a plain file", filter("-A INPUT -j ACCEPT"));
    files.put("a user chain twice", filter(":A - [0:0]", ":A - [0:0]"));
    files.put("a policy twice", filter(":INPUT ACCEPT [0:0]", ":INPUT DROP [0:0]"));
    files.put("no newline at the end", "*filter\n-A INPUT -j ACCEPT\nCOMMIT");
    files.put("no COMMIT", "*filter\n-A INPUT -j ACCEPT\n");
    files.put("CR LF", "*filter\r\n-A INPUT -j ACCEPT\r\nCOMMIT\r\n");
    files.put("a blank after COMMIT", "*filter\nCOMMIT \n");
    files.put("a blank before COMMIT", "*filter\n COMMIT\n");
    files.put("a line of blanks", filter("  "));
    files.put("a line of blanks outside", "  \n" + filter());
    files.put("empty lines", "\n" + filter("", "-A INPUT -j ACCEPT", ""));
    files.put("no source", filter("-A INPUT ! -s 0.0.0.0/0 -j DROP"));
    files.put("no destination", filter("-A INPUT ! -d 0.0.0.0/0 -j DROP"));
    files.put("no interface", filter("-A INPUT ! -i + -j DROP"));
    files.put("no protocol", filter("-A INPUT ! -p all -j DROP"));
    files.put("QUEUE", filter("-A INPUT -j QUEUE"));
    files.put("NFLOG range", filter("-A INPUT -j NFLOG --nflog-range 64"));
    files.put("an interface of 15", filter("-A INPUT -i abcdefghijklmno -j ACCEPT"));
    files.put("an interface of 16", filter("-A INPUT -i abcdefghijklmnop -j ACCEPT"));
    files.put("a chain LOG", filter(":LOG - [0:0]", "-A INPUT -j LOG"));
    files.put("a chain ACCEPT", filter(":ACCEPT - [0:0]"));
    files.put("a chain name of 28", filter(":" + "a".repeat(28) + " - [0:0]"));
    files.put("a chain name of 29", filter(":" + "a".repeat(29) + " - [0:0]"));
    files.put("a line of 10239 bytes", filter(wide(10_239)));
    files.put("a line of 10240 bytes", filter(wide(10_240)));
    files.put("251 words", filter(words(251)));
    files.put("252 words", filter(words(252)));
    files.put("no policy", filter(":INPUT"));
    files.put("no policy of a user chain", filter(":A"));
    files.put("a dash alone", filter(":A -"));
    files.put("a dash for a built-in chain", filter(":INPUT - [0:0]"));
    files.put("counters alone", filter(":A [0:0]"));
    files.put("counters alone, built in", filter(":INPUT [0:0]"));
    files.put("counters in words", filter(":INPUT ACCEPT [x:y]"));
    files.put("an old negation", filter("-A INPUT -s ! 10.0.0.0/8 -j DROP"));
    files.put("an indented remark", filter("  # x"));
    files.put("a table foo", "*foo\nCOMMIT\n");
    files.put("a table twice", filter("-A INPUT -j DROP") + filter("-A INPUT -j ACCEPT"));
    files.put("a rule of the other family", filter("-6 -A INPUT -j ACCEPT"));
    files.put("a chain that is not there", filter("-A INPUT -j NOWHERE"));
    files.put("a loop", filter(":A - [0:0]", "-A INPUT -j A", "-A A -j A"));
    files.put(
        "a loop that nothing reaches",
        filter(":A - [0:0]", ":B - [0:0]", "-A A -j B", "-A B -j A"));
    files.put("a rule number too high", filter("-I INPUT 9 -j ACCEPT"));
    files.put("what iptables -S prints", "-P INPUT DROP\n-P FORWARD DROP\n-P OUTPUT ACCEPT\n");
    files.put("REJECT in PREROUTING", "*mangle\n-A PREROUTING -j REJECT\nCOMMIT\n");
    files.put("an open quote", filter("-A INPUT -m comment --comment \"web -j ACCEPT"));
    files.put("a remark after a rule", filter("-A INPUT -j ACCEPT # web"));
    files.put("a comment of 256 bytes", filter(comment(256)));
    files.put("a rule after COMMIT", filter() + "-A INPUT -j DROP\n");
    files.put("all tables", "*raw\nCOMMIT\n*mangle\nCOMMIT\n*nat\nCOMMIT\n*security\nCOMMIT\n");
    files.put("help", filter("-h", "-A INPUT -j DROP"));
    files.put("version", filter("--version", "-A INPUT -j DROP"));
    files.put("a list", filter(":INPUT ACCEPT [0:0]", "-L", "-S", "-Z", "-A INPUT -j DROP"));
    files.put("a check that fails", filter("-C INPUT -j DROP", "-A INPUT -j DROP"));
    files.put("a check that holds", filter("-A INPUT -j DROP", "-C INPUT -j DROP"));
    files.put("a deletion of nothing", filter("-D INPUT -j DROP"));
    files.put("an empty chain deleted", filter(":A - [0:0]", "-X A"));
    files.put("a full chain deleted", filter(":A - [0:0]", "-A A -j DROP", "-X A"));
    files.put("a used chain deleted", filter(":A - [0:0]", "-A INPUT -j A", "-X A"));
    files.put("all chains deleted", filter(":A - [0:0]", ":B - [0:0]", "-A A -j DROP", "-X"));
    files.put("a built-in chain deleted", filter("-X INPUT"));
    files.put("any/0", filter("-A INPUT -s any/0 -j DROP"));
    files.put("any/0.0.0.0", filter("-A INPUT -s any/0.0.0.0 -j DROP"));
    files.put("any/1", filter("-A INPUT -s any/1 -j DROP"));
    files.put("nothing", "");
    return files;
  }

  private static String filter(String... lines) {
    return "*filter\n"
        + Stream.of(lines).map(l -> l + "\n").reduce("", String::concat)
        + "COMMIT\n";
  }

  private static String wide(int bytes) {
    String rule = "-A INPUT -j ACCEPT";
    return "-A INPUT " + " ".repeat(bytes - rule.length()) + "-j ACCEPT";
  }

  /// A rule of so many words.
  private static String words(int count) {
    String some = List.of("", " -f", " -i e", " -i e -f").get(count % 4);
    return "-A INPUT" + some + " -m comment --comment x".repeat(count / 4 - 1) + " -j ACCEPT";
  }

  private static String comment(int bytes) {
    return "-A INPUT -m comment --comment \"" + "x".repeat(bytes) + "\" -j ACCEPT";
  }

  @TestFactory
  Stream<DynamicTest> theToolsThatLoadAFileAreTheOnesTheReaderNames() throws IOException {
    List<String> names = List.copyOf(FILES.keySet());
    var loads = new TreeMap<String, Set<Tool>>();
    for (int i = 0; i < names.size(); i++) {
      Files.writeString(directory.resolve(i + ".in"), FILES.getOrDefault(names.get(i), ""));
      loads.put(names.get(i), EnumSet.noneOf(Tool.class));
    }
    for (Tool tool : Tool.values()) {
      String restore = Backend.valueOf(tool.name()).tool("iptables") + "-restore";
      Kernel.Answer answer =
          Kernel.ask(
              """
              cd '%s' && for i in $(seq 0 %d); do
                unshare --net -- %s < $i.in > /dev/null 2>&1 && echo $i
              done; true
              """
                  .formatted(directory, names.size() - 1, restore));
      answer
          .out()
          .lines()
          .forEach(i -> loads.getOrDefault(names.get(Integer.parseInt(i)), Set.of()).add(tool));
    }
    return names.stream()
        .map(name ->
            dynamicTest(
                name,
                () ->
                    assertThat(said(name))
                        .isEqualTo(STRICTER.containsKey(name) ? Set.of() : loads.get(name))));
  }

  private static Set<Tool> said(String name) {
    byte[] bytes = FILES.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
    RulesetReading reading = new SaveReader().read("file", bytes, Family.IPV4);
    return reading.isComplete() ? Tool.loading(reading.findings()) : Set.of();
  }

  @Test
  void theNftToolComparesTwoPortsAtOnceWhereTheReaderSaysSo() {
    var atOnce = new ArrayList<String>();
    var said = new ArrayList<String>();
    for (String rule :
        List.of(
            "-p tcp -m tcp ! --sport 22 ! --dport 80",
            "-p udp -m udp ! --sport 22 ! --dport 80",
            "-p sctp -m sctp ! --sport 22 ! --dport 80",
            "-p dccp -m dccp ! --sport 22 ! --dport 80",
            "-p tcp -m tcp ! --sport 22:23 ! --dport 80",
            "-p tcp -m tcp ! --sport 22 ! --dport 80:81",
            "-p tcp -m tcp ! --sport 22 --dport 80",
            "-p tcp -m tcp --sport 22 ! --dport 80",
            "-p tcp -m tcp ! --sport 22 -m tcp ! --dport 80",
            "-p tcp -m tcp ! --sport 22 -m multiport ! --dports 80")) {
      Kernel.Answer answer =
          Kernel.ask(
              "iptables-nft -A INPUT %s -j DROP && nft --debug=netlink list ruleset"
                  .formatted(rule));
      if (answer
          .out()
          .replaceAll("\\s+", " ")
          .matches(".*payload load 4b @ transport header [+] 0 => reg 1 . . cmp neq.*")) {
        atOnce.add(rule);
      }
      RulesetReading reading =
          new SaveReader()
              .read(
                  "file",
                  filter("-A INPUT " + rule + " -j DROP").getBytes(StandardCharsets.UTF_8),
                  Family.IPV4);
      if (reading.findings().stream().anyMatch(f -> f.code().equals(ReadingCodes.MISREAD_BY_NFT))) {
        said.add(rule);
      }
    }
    assertThat(said).isEqualTo(atOnce).hasSize(2);
  }

  @Test
  void theExtensionsThatIptablesDoesNotShipAreTheOnesItCannotLoad() {
    var expected = new TreeSet<String>();
    var names = new TreeSet<String>();
    for (MatchEntry entry : Lexicon.matches()) {
      if (!entry.name().isEmpty()) {
        names.add("-m " + entry.name());
      }
      if (!entry.card().isShipped()) {
        expected.add("-m " + entry.name());
      }
    }
    for (TargetEntry entry : Lexicon.targets()) {
      names.add("-j " + entry.name());
      if (!entry.card().isShipped()) {
        expected.add("-j " + entry.name());
      }
    }
    var script = new StringBuilder();
    for (String name : names) {
      script.append(
          """
          { iptables-legacy -A INPUT %s; ip6tables-legacy -A INPUT %s; } 2>&1 |
            grep -c "Couldn't load" | grep -q 2 && echo '%s'
          """
              .formatted(name, name, name));
    }
    assertThat(new TreeSet<>(Kernel.ask(script + "true").out().lines().toList()))
        .isEqualTo(expected);
  }
}
