package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.BpfProgram;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Word;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `-m bpf`: a BPF program says yes (xt_bpf.c). It looks at the packet from the IP header on, so a
/// program that reads bytes is written for one family.
public record Bpf() implements MatchEntry {
  private static final String BYTECODE = "--bytecode";
  private static final String OBJECT = "--object-pinned";

  /// Bytes of the longest path (XT_BPF_PATH_MAX - 1).
  private static final int LONGEST = 511;

  private static final Card CARD =
      Card.of("bpf", "a BPF program says yes")
          .options(
              option(BYTECODE, new ProgramSyntax()),
              option(OBJECT, Syntaxes.word("path", (text, _) -> path(text))))
          .needsOne(BYTECODE, OBJECT);

  @Override
  public Card card() {
    return CARD;
  }

  /// The tool prints a path without quotes.
  private static Syntax.Parsed path(String text) {
    return text.matches("[^\\s\"'\\\\]+") && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        ? Syntax.Parsed.of(text)
        : Syntaxes.refused(
            "is not a path", "write at most 511 bytes, no blank, quote or backslash");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    boolean ofIpv4 = family == Family.IPV4 && !isOfNoFamily(match);
    return Condition.opaque((ofIpv4 ? "IPv4 " : "") + OpaqueMatch.text(match));
  }

  private static boolean isOfNoFamily(Match match) {
    return match
        .value(BYTECODE)
        .flatMap(BpfProgram::parse)
        .filter(BpfProgram::isOfNoFamily)
        .isPresent();
  }

  /// Of a program in a file nobody knows what it reads.
  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    if (isOfNoFamily(match)) {
      return Counterpart.same(match);
    }
    return Counterpart.never(
        match.has(BYTECODE)
            ? "the program of `-m bpf` reads IPv4 packets: compile its expression again for IPv6"
            : "the program `"
                + match.value(OBJECT).orElseThrow()
                + "` was written for IPv4 packets, as far as anybody knows");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m bpf --bytecode \"4,48 0 0 9,21 0 1 6,6 0 0 1,6 0 0 0\" -j DROP")
            .hasNoCounterpart(),
        Example.v4("-A INPUT -m bpf --bytecode \"1, 6 0  0 4294967295,\" -j ACCEPT")
            .savedAs("-A INPUT -m bpf --bytecode \"1,6 0 0 4294967295\" -j ACCEPT")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m bpf --bytecode \"4,32 0 0 4294963220,21 0 1 7,6 0 0 1,6 0 0 0\""
                    + " -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m bpf --bytecode \"2,128 0 0 0,22 0 0 0\" -j DROP")
            .hasNoCounterpart(),
        Example.v6("-A INPUT -m bpf --bytecode \"4,48 0 0 6,21 0 1 6,6 0 0 1,6 0 0 0\" -j DROP"),
        Example.v4("-A INPUT -m bpf --object-pinned /sys/fs/bpf/filter -j DROP")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -m bpf --bytecode \"0\" -j DROP").refused("no instruction"),
        Example.v4("-A INPUT -m bpf --bytecode \"2,6 0 0 1\" -j DROP").refused("one is missing"),
        Example.v4("-A INPUT -m bpf --bytecode \"2,65535 0 0 0,6 0 0 1\" -j DROP")
            .refused("no such code"),
        Example.v4("-A INPUT -m bpf --bytecode \"2,52 0 0 0,6 0 0 1\" -j DROP")
            .refused("divides by 0"),
        Example.v4("-A INPUT -m bpf --bytecode \"1,48 0 0 9\" -j DROP").refused("no return"),
        Example.v4("-A INPUT -m bpf --bytecode \"2,21 0 1 6,6 0 0 1\" -j DROP")
            .refused("jumps out of the program"),
        Example.v4("-A INPUT -m bpf ! --bytecode \"1,6 0 0 1\" -j DROP").refused("not negatable"),
        Example.v4("-A INPUT -m bpf -j DROP").refused("no program"));
  }

  private static final class ProgramSyntax implements Syntax {
    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public String describe() {
      return "N,code jt jf k,...";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      return BpfProgram.parse(words.getFirst().text())
          .<Parsed>map(program -> new Parsed.Value(List.of(new Word(program.toString(), true))))
          .orElseGet(() ->
              Syntaxes.refused(
                  "is not a BPF program",
                  "write 1 to 64 instructions as `tcpdump -ddd` prints them, in one line:"
                      + " `N,code jt jf k,...`"));
    }
  }
}
