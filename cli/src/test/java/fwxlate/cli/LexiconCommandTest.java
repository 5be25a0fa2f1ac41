package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.console.ExitCode;
import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `fwxlate lexicon` prints.
final class LexiconCommandTest {
  private static Outcome lexicon(String... names) {
    return Outcome.of(
        Path.of(""), Stream.concat(Stream.of("lexicon"), Stream.of(names)).toArray(String[]::new));
  }

  private static Outcome printed(String page) {
    return new Outcome(ExitCode.DONE, page, "");
  }

  @Test
  void anOpaqueMatchIsShownWhole() {
    assertThat(lexicon("cpu"))
        .isEqualTo(
            printed(
                """
                # cpu

                ## -m cpu

                the processor that handles the packet

                - families: IPv4, IPv6
                - where: all tables
                - meaning: opaque, without memory (asked twice, it says the same of a packet)
                - in IPv6: same

                Options:

                    [!] --cpu 0-4294967295

                Specimens:

                    *filter of IPv4
                    -A INPUT -m cpu --cpu 0 -j ACCEPT
                        stays the same
                    -A INPUT -m cpu ! --cpu 4294967295 -j ACCEPT
                        stays the same
                    -A INPUT -m cpu --cpu 4294967296 -j ACCEPT
                        refused: more than 32 bits
                    -A INPUT -m cpu -j ACCEPT
                        refused: no processor
                """));
  }

  @Test
  void aMatchAndATargetOfOneNameAreShownTogether() {
    assertThat(lexicon("ttl"))
        .isEqualTo(
            printed(
                """
                # ttl

                ## -m ttl

                the time to live

                - families: IPv4
                - where: all tables
                - meaning: exact: tests ttl
                - in IPv6: other form

                Options:

                    [!] --ttl-eq,--ttl 0-255
                        --ttl-lt 0-255
                        --ttl-gt 0-255

                Specimens:

                    *filter of IPv4
                    -A INPUT -m ttl --ttl-eq 64 -j ACCEPT
                        becomes   -A INPUT -m hl --hl-eq 64 -j ACCEPT
                    -A INPUT -m ttl ! --ttl 255 -j ACCEPT
                        saved as  -A INPUT -m ttl ! --ttl-eq 255 -j ACCEPT
                        becomes   -A INPUT -m hl ! --hl-eq 255 -j ACCEPT
                    -A INPUT -m ttl --ttl-lt 0 -j ACCEPT
                        becomes   -A INPUT -m hl --hl-lt 0 -j ACCEPT
                    -A INPUT -m ttl --ttl-gt 255 -j ACCEPT
                        becomes   -A INPUT -m hl --hl-gt 255 -j ACCEPT
                    -A INPUT -m ttl --ttl-lt 0x10 -j ACCEPT
                        saved as  -A INPUT -m ttl --ttl-lt 16 -j ACCEPT
                        in IPv6: other form
                    -A INPUT -m ttl --ttl-gt 64 -j ACCEPT
                        becomes   -A INPUT -m hl --hl-gt 64 -j ACCEPT
                    -A INPUT -m ttl --ttl-eq 256 -j ACCEPT
                        refused: more than a byte
                    -A INPUT -m ttl --ttl-gt 1 --ttl-lt 5 -j ACCEPT
                        refused: two tests
                    -A INPUT -m ttl -j ACCEPT
                        refused: no test

                ## -j TTL

                the time to live changes, and the next rule goes on

                - families: IPv4
                - where: table mangle
                - meaning: opaque: a change that the analysis follows in `check` only (ttl), and the next rule goes on
                - in IPv6: other form

                Options:

                        --ttl-set 0-255
                        --ttl-dec 1-255
                        --ttl-inc 1-255

                Specimens:

                    *filter of IPv4
                    -A INPUT -j TTL --ttl-set 3
                        refused: mangle only
                    *mangle of IPv4
                    -A PREROUTING -j TTL --ttl-set 64
                        becomes   -A PREROUTING -j HL --hl-set 64
                    -A POSTROUTING -j TTL --ttl-inc 1
                        becomes   -A POSTROUTING -j HL --hl-inc 1
                    -A PREROUTING -j TTL --ttl-dec 255
                        becomes   -A PREROUTING -j HL --hl-dec 255
                    -A PREROUTING -j TTL --ttl-set 0
                        becomes   -A PREROUTING -j HL --hl-set 0
                    -A PREROUTING -j TTL --ttl-set 256
                        refused: more than a byte
                    -A PREROUTING -j TTL --ttl-inc 0
                        refused: no change
                    -A PREROUTING -j TTL
                        refused: no change
                """));
  }

  @Test
  void aNameIsFoundInAnyCaseAndByItsAliases() {
    assertThat(lexicon("TTL")).isEqualTo(lexicon("ttl"));
    assertThat(lexicon("icmpv6")).isEqualTo(lexicon("icmp6"));
  }

  @Test
  void everyMatchAndTargetHasALineOfTheTable() {
    List<String> names =
        Stream.<Entry>concat(Lexicon.matches().stream(), Lexicon.targets().stream())
            .map(e -> e.spelling().name())
            .map(n -> n.isEmpty() ? "base" : n)
            .toList();
    assertThat(lexicon().out().lines().skip(1).map(l -> l.split(" +", 3)[1]).toList())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aLineSaysKindFamiliesCounterpartAndWhatItAsks() {
    assertThat(lexicon().out().lines().filter(l -> l.contains(" ttl ")).toList())
        .containsExactly(
            "match   ttl             IPv4        other form                              the time to"
                + " live");
  }

  @Test
  void aNameThatIsInNoEntryIsRefusedWithTheNearestOne() {
    assertThat(lexicon("conntrak"))
        .isEqualTo(
            new Outcome(
                ExitCode.USAGE,
                "",
                """
                fwxlate: no match or target `conntrak` in the lexicon
                  = help: did you mean `conntrack`? `fwxlate lexicon` lists all
                """));
    assertThat(lexicon("no-such-extension"))
        .isEqualTo(
            new Outcome(
                ExitCode.USAGE,
                "",
                """
                fwxlate: no match or target `no-such-extension` in the lexicon
                  = help: `fwxlate lexicon` lists all
                """));
  }

  @Test
  void twoNamesAreOneTooMany() {
    assertThat(lexicon("ttl", "hl"))
        .isEqualTo(
            new Outcome(
                ExitCode.USAGE,
                "",
                """
                fwxlate: `hl` is one name too many
                  = help: give one name, or none
                """));
  }
}
