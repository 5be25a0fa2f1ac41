package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.PortNumbers;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// `-m sctp`: ports and chunks of SCTP (xt_sctp.c).
public record Sctp() implements MatchEntry {
  /// In the order of their numbers, in which the savers print them.
  private static final List<String> CHUNKS =
      List.of(
          "DATA",
          "INIT",
          "INIT_ACK",
          "SACK",
          "HEARTBEAT",
          "HEARTBEAT_ACK",
          "ABORT",
          "SHUTDOWN",
          "SHUTDOWN_ACK",
          "ERROR",
          "COOKIE_ECHO",
          "COOKIE_ACK",
          "ECN_ECNE",
          "ECN_CWR",
          "SHUTDOWN_COMPLETE",
          "I_DATA",
          "ASCONF_ACK",
          "RE_CONFIG",
          "PAD",
          "FORWARD_TSN",
          "ASCONF",
          "I_FORWARD_TSN");

  private static final Map<String, String> FLAGS =
      Map.of("DATA", "IUBE", "ABORT", "T", "SHUTDOWN_COMPLETE", "T");

  private static final Card CARD =
      Card.of("sctp", "ports and chunks of SCTP")
          .protocols(132)
          .options(
              option("--sport", PortNumbers.SYNTAX).alias("--source-port").canNegate(),
              option("--dport", PortNumbers.SYNTAX).alias("--destination-port").canNegate(),
              option("--chunk-types", new ChunksSyntax()).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Ports.meaning(match, option -> Condition.opaque("sctp " + option.negate(false)));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p sctp -m sctp --sport 1024:65535 ! --dport 80 -j ACCEPT")
            .meets("source port 1024 destination port 79", "source port 65535 destination port 81")
            .misses("source port 1023 destination port 79", "source port 1024 destination port 80")
            .staysTheSame(),
        Example.v4("-A INPUT -p sctp -m sctp --dport : -j ACCEPT")
            .savedAs("-A INPUT -p sctp -m sctp --dport 0:65535 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p sctp -m sctp --chunk-types ANY INIT,data:eU -j DROP")
            .savedAs("-A INPUT -p sctp -m sctp --chunk-types any DATA:Ue,INIT -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -p sctp -m sctp ! --chunk-types only ABORT:t,I_FORWARD_TSN -j DROP")
            .staysTheSame(),
        Example.v4("-A INPUT -p sctp -m sctp --chunk-types all NONE -j DROP").staysTheSame(),
        Example.v4("-A INPUT -p sctp -m sctp --dport 5:1 -j DROP").refused("high to low"),
        Example.v4("-A INPUT -p sctp -m sctp --chunk-types all INIT:T -j DROP")
            .refused("INIT has no flags"),
        Example.v4("-A INPUT -p sctp -m sctp --chunk-types some INIT -j DROP")
            .refused("all, any or only"),
        Example.v4("-A INPUT -m sctp --dport 80 -j DROP").refused("needs -p sctp"));
  }

  /// `all|any|only` and a list of chunks with flags: a capital letter asks that the flag is set, a
  /// small one that it is not. Savers of 1.4.0 print an empty list as nothing.
  private static final class ChunksSyntax implements Syntax {
    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public int most() {
      return 2;
    }

    @Override
    public String describe() {
      return "all|any|only chunk[:flags],...";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      String which = words.getFirst().text().toLowerCase(Locale.ROOT);
      if (!List.of("all", "any", "only").contains(which)) {
        return Syntaxes.refused("is not a way to match chunks", "write `all`, `any` or `only`");
      }
      String list = words.size() == 1 ? "NONE" : words.getLast().text().toUpperCase(Locale.ROOT);
      if (list.equals("NONE") || list.equals("ALL")) {
        return new Parsed.Value(List.of(Word.of(which), Word.of(list)));
      }
      var flags = new TreeMap<Integer, String>();
      for (String part : words.getLast().text().split(",", -1)) {
        String[] sides = part.split(":", 2);
        String name = sides[0].toUpperCase(Locale.ROOT);
        Optional<String> known = flags(name, sides.length == 2 ? sides[1] : "");
        if (!CHUNKS.contains(name) || known.isEmpty()) {
          return new Parsed.Refused(
              1,
              "is not a list of chunks",
              "write ALL, NONE or some of " + String.join(",", CHUNKS));
        }
        flags.put(CHUNKS.indexOf(name), known.get());
      }
      return new Parsed.Value(
          List.of(
              Word.of(which),
              Word.of(
                  flags.entrySet().stream()
                      .map(e ->
                          CHUNKS.get(e.getKey())
                              + (e.getValue().isEmpty() ? "" : ":" + e.getValue()))
                      .collect(Collectors.joining(",")))));
    }

    /// The flags in the order of the chunk's own, or nothing if it does not have one of them, or
    /// one is asked for both ways.
    private static Optional<String> flags(String chunk, String given) {
      String own = FLAGS.getOrDefault(chunk, "");
      var ordered = new StringBuilder();
      for (int i = 0; i < own.length(); i++) {
        char flag = own.charAt(i);
        if (given.indexOf(flag) >= 0) {
          ordered.append(flag);
        } else if (given.indexOf(Character.toLowerCase(flag)) >= 0) {
          ordered.append(Character.toLowerCase(flag));
        }
      }
      return ordered.length() == given.length()
          ? Optional.of(ordered.toString())
          : Optional.empty();
    }
  }
}
