package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
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
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m multiport`: a port out of a list (xt_multiport.c).
public record Multiport() implements MatchEntry {
  /// Entries of the kernel's list; a range takes two.
  private static final int SLOTS = 15;

  private static final Syntax LIST =
      Syntaxes.word("port[:port],...", (text, _) -> Multiport.read(text));

  private static final Card CARD =
      Card.of("multiport", "a port out of a list of at most 15, where a range counts as two")
          .protocols(6, 17, 33, 132, 136)
          .options(
              option("--sports", LIST).alias("--source-ports").canNegate(),
              option("--dports", LIST).alias("--destination-ports").canNegate(),
              option("--ports", LIST).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return match.options().size() == 1
        ? Optional.empty()
        : Optional.of("`-m multiport` needs one of `--sports`, `--dports` and `--ports`");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    Ranges ports = ports(option.value());
    Condition source = Condition.test(Field.SOURCE_PORT, ports);
    Condition destination = Condition.test(Field.DESTINATION_PORT, ports);
    Condition plain =
        switch (option.name()) {
          case "--sports" -> source;
          case "--dports" -> destination;
          default -> Condition.anyOf(source, destination);
        };
    return Condition.allOf(Ports.inThisFragment(), Condition.not(option.negated(), plain));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -m multiport --dports 80,22,443 -j ACCEPT")
            .meets("destination port 22", "destination port 443")
            .misses("destination port 23", "source port 80 destination port 81")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp -m multiport ! --dports 0,1024:65535 -j DROP")
            .meets("destination port 1", "destination port 1023")
            .misses("destination port 0", "destination port 1024", "destination port 65535")
            .staysTheSame(),
        Example.v4("-A INPUT -p udp -m multiport --source-ports domain,0x7b,010 -j ACCEPT")
            .meets("source port 8", "source port 123")
            .misses("source port 9", "destination port 53")
            .savedAs("-A INPUT -p udp -m multiport --sports 53,123,8 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -p sctp -m multiport --ports 7 -j ACCEPT")
            .meets("source port 7", "destination port 7")
            .misses("source port 6", "destination port 8")
            .staysTheSame(),
        Example.v4("-A INPUT -p udplite -m multiport ! --ports 7,8:9 -j ACCEPT")
            .meets("source port 10", "destination port 6")
            .misses("source port 7", "destination port 9")
            .staysTheSame(),
        Example.v4("-A INPUT -p tcp -m multiport --sports 1 -m multiport --dports 2 -j ACCEPT")
            .meets("source port 1 destination port 2")
            .misses("source port 1", "destination port 2")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -p tcp -m multiport --dports 1:2,3:4,5:6,7:8,9:10,11:12,13:14,15"
                    + " -j ACCEPT")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -p tcp -m multiport --dports 1:2,3:4,5:6,7:8,9:10,11:12,13:14,15:16"
                    + " -j ACCEPT")
            .refused("sixteen"),
        Example.v4("-A INPUT -p tcp -m multiport --dports 5:5 -j ACCEPT").refused("empty range"),
        Example.v4("-A INPUT -p tcp -m multiport --dports 1024: -j ACCEPT").refused("open range"),
        Example.v4("-A INPUT -p tcp -m multiport --dports 65536 -j ACCEPT").refused("no port"),
        Example.v4("-A INPUT -p tcp -m multiport --sports 1 --dports 2 -j ACCEPT")
            .refused("one list only"),
        Example.v4("-A INPUT -p tcp -m multiport -j ACCEPT").refused("no list"),
        Example.v4("-A INPUT -p icmp -m multiport --dports 2 -j ACCEPT").refused("no ports"),
        Example.v4("-A INPUT -m multiport --dports 2 -j ACCEPT").refused("needs a protocol"));
  }

  private static Ranges ports(String list) {
    var ranges = new ArrayList<Range>();
    for (String part : list.split(",", -1)) {
      ranges.add(Numbers.range(part));
    }
    return Ranges.union(ranges);
  }

  private static Syntax.Parsed read(String text) {
    var canonical = new ArrayList<String>();
    int slots = 0;
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      Optional<Integer> first = Syntaxes.port(colon < 0 ? part : part.substring(0, colon));
      Optional<Integer> last = colon < 0 ? first : Syntaxes.port(part.substring(colon + 1));
      if (first.isEmpty() || last.isEmpty()) {
        return Syntaxes.refused(
            "is not a list of ports", "write `port` or `first:last`, separated by commas");
      }
      if (colon >= 0 && first.get() >= last.get()) {
        return Syntaxes.refused("has a range that does not ascend", "write the lower port first");
      }
      slots += colon < 0 ? 1 : 2;
      canonical.add(colon < 0 ? "" + first.get() : first.get() + ":" + last.get());
    }
    return slots > SLOTS
        ? Syntaxes.refused(
            "names more ports than the kernel's list holds",
            "write at most 15, where a range counts as two, and the rest in another rule")
        : Syntax.Parsed.of(String.join(",", canonical));
  }
}
