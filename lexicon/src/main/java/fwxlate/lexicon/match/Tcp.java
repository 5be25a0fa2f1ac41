package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `-m tcp`: ports, flags and options of the TCP header (xt_tcpudp.c, tcp_mt).
public record Tcp() implements MatchEntry {
  private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG");

  private static final Card CARD =
      Card.of("tcp", "ports, flags and options of the TCP header")
          .protocols(6)
          .options(
              option("--sport", Syntaxes.PORT_RANGE).alias("--source-port").canNegate(),
              option("--dport", Syntaxes.PORT_RANGE).alias("--destination-port").canNegate(),
              option("--tcp-option", Syntaxes.number(1, 255)).canNegate(),
              option("--tcp-flags", new FlagsSyntax()).canNegate(),
              option("--syn", Syntaxes.NOTHING).canNegate())
          .differs(Ports::misreadByNft);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    for (Option option : match.options()) {
      options.add(
          option.name().equals("--syn")
              ? Option.of("--tcp-flags", "FIN,SYN,RST,ACK", "SYN").negate(option.negated())
              : option);
    }
    return new Match(match.name(), options);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Ports.meaning(
        match,
        option ->
            option.name().equals("--tcp-flags")
                ? Condition.test(
                    Field.TCP_FLAGS,
                    flagged(bits(option.value()), bits(option.words().get(1).text())))
                : Condition.opaque("tcp " + option.negate(false)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT")
            .meets("destination port 22")
            .misses(
                "destination port 21", "destination port 23", "source port 22 destination port 21")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp -m tcp ! --sport 1000:1023 --dport 80 -j ACCEPT")
            .meets("source port 999 destination port 80", "source port 1024 destination port 80")
            .misses(
                "source port 1000 destination port 80",
                "source port 1023 destination port 80",
                "source port 999")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp -m tcp --dport 1024: -j ACCEPT")
            .meets("destination port 1024", "destination port 65535")
            .misses("destination port 1023")
            .savedAs("-A INPUT -p tcp -m tcp --dport 1024:65535 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp --dport ssh -j ACCEPT")
            .savedAs("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"),
        Example.v4("-A INPUT -p tcp -m tcp --syn -j DROP")
            .meets("flags SYN", "flags SYN,PSH")
            .misses("flags SYN,ACK", "flags SYN,FIN", "flags SYN,RST", "flags ACK")
            .savedAs("-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -j DROP")
            .meets("flags ACK", "flags SYN,ACK")
            .misses("flags SYN", "flags SYN,URG")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp -m tcp --tcp-flags ALL NONE -j DROP")
            .meets("flags none", "flags ECE")
            .misses("flags URG", "flags PSH", "flags FIN")
            .savedAs("-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE -j DROP"),
        Example.v4("-A INPUT -p tcp -m tcp --tcp-option 5 -j DROP").staysTheSame(),
        Example.v4("-A INPUT -p tcp -m tcp --dport 65536 -j DROP").refused("no such port"),
        Example.v4("-A INPUT -m tcp --dport 22 -j DROP").refused("needs -p tcp"));
  }

  private static Ranges flagged(int mask, int flags) {
    var values = new ArrayList<Range>();
    for (int value = 0; value < 256; value++) {
      if ((value & mask) == flags) {
        values.add(Range.of(value, value));
      }
    }
    return Ranges.union(values);
  }

  private static int bits(String words) {
    int bits = 0;
    for (String word : words.split(",", -1)) {
      if (!word.equals("NONE")) {
        bits |= 1 << FLAGS.indexOf(word);
      }
    }
    return bits;
  }

  private static String words(int bits) {
    var words = new ArrayList<String>();
    for (int i = 0; i < FLAGS.size(); i++) {
      if ((bits >> i & 1) == 1) {
        words.add(FLAGS.get(i));
      }
    }
    return words.isEmpty() ? "NONE" : String.join(",", words);
  }

  private static Optional<Integer> read(Word word) {
    int bits = 0;
    for (String part : word.text().split(",", -1)) {
      String name = part.toUpperCase(Locale.ROOT);
      if (name.equals("ALL")) {
        bits = 63;
      } else if (!name.equals("NONE")) {
        int flag = FLAGS.indexOf(name);
        if (flag < 0) {
          return Optional.empty();
        }
        bits |= 1 << flag;
      }
    }
    return Optional.of(bits);
  }

  private static final class FlagsSyntax implements Syntax {
    @Override
    public int fewest() {
      return 2;
    }

    @Override
    public String describe() {
      return "mask flags";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      var canonical = new ArrayList<Word>();
      for (int i = 0; i < 2; i++) {
        Optional<Integer> bits = Tcp.read(words.get(i));
        if (bits.isEmpty()) {
          return new Parsed.Refused(
              i, "is not a list of TCP flags", "write some of " + String.join(",", FLAGS));
        }
        canonical.add(Word.of(words(bits.get())));
      }
      return new Parsed.Value(canonical);
    }
  }
}
