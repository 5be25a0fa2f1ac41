package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The addresses that a person is asked for.
final class MapTemplateCommandTest {
  private static final String SETS =
      """
      create guests hash:net family inet
      add guests 203.0.113.0/25
      add guests 127.0.0.0/8
      create guests6 hash:net family inet6
      add guests6 2001:db8::/32
      create lines hash:ip,port family inet
      add lines 192.0.2.77,tcp:80
      create both list:set
      add both guests
      add both lines
      create unused hash:ip family inet
      add unused 192.0.2.99
      """;

  @TempDir Path directory = Path.of("");

  private String template(String table, String rule, String... words) throws IOException {
    Files.writeString(directory.resolve("rules"), "*" + table + "\n" + rule + "\nCOMMIT\n");
    Files.writeString(directory.resolve("sets"), SETS);
    return Outcome.of(
            directory,
            Stream.concat(
                    Stream.of("map-template"), Stream.concat(Stream.of(words), Stream.of("rules")))
                .toArray(String[]::new))
        .out();
  }

  /// The left sides, with those that have a built-in counterpart and are commented out.
  private static List<String> asked(String template) {
    return template.lines().filter(l -> l.endsWith(" =")).toList();
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments(
            "filter", "-A INPUT -s 192.0.2.5 ! -d 192.0.2.0/24", "192.0.2.0/24 =;192.0.2.5 ="),
        arguments("filter", "-A INPUT -s 10.0.0.1/255.0.0.255", "10.0.0.0/8 ="),
        arguments("filter", "-A INPUT -s 192.0.2.1/255.255.255.5", "192.0.2.0/24 ="),
        arguments("filter", "-A INPUT -s 0.0.0.0/0 -d 127.0.0.0/8", "# 127.0.0.0/8 ="),
        arguments(
            "filter",
            "-A INPUT -m iprange --src-range 192.0.2.3-192.0.2.9 --dst-range 192.0.2.8-192.0.2.8",
            "192.0.2.3-192.0.2.9 =;192.0.2.8 ="),
        arguments(
            "filter",
            "-A INPUT -m conntrack --ctorigsrc 192.0.2.1 --ctorigdst 192.0.2.2 --ctreplsrc 192.0.2.3"
                + " ! --ctrepldst 192.0.2.4/30",
            "192.0.2.1 =;192.0.2.2 =;192.0.2.3 =;192.0.2.4/30 ="),
        arguments(
            "filter",
            "-A INPUT -m policy --dir in --pol ipsec --mode tunnel --tunnel-dst 192.0.2.6"
                + " --tunnel-src 192.0.2.7",
            "192.0.2.6 =;192.0.2.7 ="),
        arguments("filter", "-A INPUT -m ipvs --vaddr 192.0.2.0/28", "192.0.2.0/28 ="),
        arguments(
            "filter",
            "-A INPUT -m u32 --u32 \"12=0xC0000205&&16=0xC0000210:0xC000021f&&6&0xFF=17\"",
            "192.0.2.5 =;192.0.2.16/28 ="),
        arguments("filter", "-A INPUT -m recent --set --mask 255.255.255.0", ""),
        arguments(
            "filter",
            "-A INPUT -m comment --comment \"192.0.2.1\" -j LOG --log-prefix \"192.0.2.2\"",
            ""),
        arguments(
            "mangle",
            "-A PREROUTING -p tcp -j TPROXY --on-port 80 --on-ip 192.0.2.1",
            "192.0.2.1 ="),
        arguments("mangle", "-A PREROUTING -p tcp -j TPROXY --on-port 80", ""),
        arguments("mangle", "-A PREROUTING -j TEE --gateway 192.0.2.1", "192.0.2.1 ="),
        arguments("mangle", "-A PREROUTING -j ROUTE --gw 192.0.2.1", "192.0.2.1 ="),
        arguments(
            "nat",
            "-A PREROUTING -p tcp -j DNAT --to-destination 192.0.2.3-192.0.2.5:80",
            "192.0.2.3-192.0.2.5 ="),
        arguments("nat", "-A PREROUTING -p tcp -j DNAT --to-destination :80", ""),
        arguments("nat", "-A POSTROUTING -j SNAT --to-source 192.0.2.5", "192.0.2.5 ="),
        arguments("nat", "-A PREROUTING -j NETMAP --to 192.0.2.64/26", "192.0.2.64/26 ="),
        arguments("nat", "-A POSTROUTING -j SAME --to 192.0.2.4-192.0.2.7", "192.0.2.4/30 ="));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyAddressThatAMapCouldSpeakOfIsAskedFor(String table, String rule, String left)
      throws IOException {
    assertThat(String.join(";", asked(template(table, rule)))).isEqualTo(left);
  }

  static Stream<Arguments> setRules() {
    return Stream.of(
        arguments("-A INPUT -m set --match-set guests src", "# 127.0.0.0/8 =;203.0.113.0/25 ="),
        arguments("-A INPUT -m set ! --match-set lines src,dst", "192.0.2.77 ="),
        arguments(
            "-A INPUT -m set --match-set both src,dst",
            "# 127.0.0.0/8 =;192.0.2.77 =;203.0.113.0/25 ="),
        arguments("-A INPUT -j SET --add-set guests src", "# 127.0.0.0/8 =;203.0.113.0/25 ="),
        arguments("-A INPUT -m set --match-set guests6 src", ""),
        arguments("-A INPUT -m set --match-set elsewhere src", ""));
  }

  @ParameterizedTest
  @MethodSource("setRules")
  void membersOfTheSetsThatRulesUseAreAskedFor(String rule, String left) throws IOException {
    assertThat(String.join(";", asked(template("filter", rule, "--ipset-in", "sets"))))
        .isEqualTo(left);
    assertThat(asked(template("filter", rule))).isEmpty();
  }

  @Test
  void anAddressStandsUnderTheRuleThatNamesItFirst() throws IOException {
    assertThat(
            template(
                "filter",
                "-A INPUT -m set --match-set guests src -j DROP\n-A INPUT -s 203.0.113.0/25 -j DROP",
                "--ipset-in",
                "sets"))
        .isEqualTo(
            """
            # Which IPv6 address stands for which IPv4 address: fill in the right sides.
            # The same number of host bits on both sides: bit by bit. Else: any for any.
            # A line that stays empty has no IPv6 counterpart. More specific lines win.

            # -m set --match-set guests src -j DROP
            # line 2
            # built in: 127.0.0.0/8 = ::1/128
            # 127.0.0.0/8 =

            # -m set --match-set guests src -j DROP
            # line 2, 3
            203.0.113.0/25 =
            """);
  }
}
