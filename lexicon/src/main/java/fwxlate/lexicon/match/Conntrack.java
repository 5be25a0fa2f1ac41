package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.ConntrackImages;
import fwxlate.lexicon.match.part.CtStates;
import fwxlate.lexicon.match.part.Ports;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m conntrack`: what connection tracking knows of the packet and its flow (xt_conntrack.c,
/// conntrack_mt).
///
/// A packet without a flow (INVALID, UNTRACKED) is asked for its state only: with `--ctstate` the
/// other options are then taken as met, negated or not; without `--ctstate` the match is not met.
public record Conntrack() implements MatchEntry {
  private static final String PROTOCOL = "--ctproto";

  private static final Syntax ADDRESS =
      Syntaxes.word("address[/mask]", Conntrack::readAddress, Syntaxes::network);

  private static final Syntax PORTS =
      Syntaxes.word(
          "port[:port]",
          (text, _) ->
              Syntaxes.resolvedPorts(text).map(Syntax.Parsed::of).orElseGet(Syntaxes::notAPort));

  private static final Card CARD =
      Card.of("conntrack", "what connection tracking knows of the packet and its flow")
          .options(
              option(
                      CtStates.STATE,
                      Syntaxes.shortenedListOf(
                          "INVALID", "NEW", "RELATED", "ESTABLISHED", "UNTRACKED", "SNAT", "DNAT"))
                  .canNegate(),
              option(PROTOCOL, Syntaxes.word("protocol", (text, _) -> readProtocol(text)))
                  .canNegate(),
              option("--ctorigsrc", ADDRESS).canNegate(),
              option("--ctorigdst", ADDRESS).canNegate(),
              option("--ctreplsrc", ADDRESS).canNegate(),
              option("--ctrepldst", ADDRESS).canNegate(),
              option("--ctorigsrcport", PORTS).canNegate(),
              option("--ctorigdstport", PORTS).canNegate(),
              option("--ctreplsrcport", PORTS).canNegate(),
              option("--ctrepldstport", PORTS).canNegate(),
              option("--ctstatus", Syntaxes.word("status,...", Conntrack::readStatus)).canNegate(),
              option("--ctexpire", Syntaxes.range(0, 0xffffffffL)).canNegate(),
              option("--ctdir", Syntaxes.choice(true, "ORIGINAL", "REPLY")));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return match.options().isEmpty()
        ? Optional.of("`-m conntrack` needs an option (iptables 1.4.2 does not print `--ctdir`)")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var flow = new ArrayList<Condition>();
    for (Option option : match.options()) {
      if (!option.name().equals(CtStates.STATE)) {
        flow.add(Condition.not(option.negated(), ofFlow(option, family)));
      }
    }
    return match
        .option(CtStates.STATE)
        .map(states ->
            flow.isEmpty()
                ? CtStates.asked(states)
                : Condition.allOf(
                    CtStates.asked(states),
                    Condition.anyOf(Condition.not(CtStates.exists()), Condition.allOf(flow))))
        .orElseGet(() -> Condition.allOf(CtStates.exists(), Condition.allOf(flow)));
  }

  private static Condition ofFlow(Option option, Family family) {
    String value = option.value();
    return switch (option.name()) {
      case PROTOCOL -> Condition.test(Field.CT_PROTOCOL, Numbers.canonical(value));
      case "--ctorigsrc" -> address(Field.CT_ORIGINAL_SOURCE, value, family);
      case "--ctorigdst" -> address(Field.CT_ORIGINAL_DESTINATION, value, family);
      case "--ctreplsrc" -> address(Field.CT_REPLY_SOURCE, value, family);
      case "--ctrepldst" -> address(Field.CT_REPLY_DESTINATION, value, family);
      case "--ctorigsrcport" -> Condition.test(Field.CT_ORIGINAL_SOURCE_PORT, Ports.of(value));
      case "--ctorigdstport" -> Condition.test(Field.CT_ORIGINAL_DESTINATION_PORT, Ports.of(value));
      case "--ctreplsrcport" -> Condition.test(Field.CT_REPLY_SOURCE_PORT, Ports.of(value));
      case "--ctrepldstport" -> Condition.test(Field.CT_REPLY_DESTINATION_PORT, Ports.of(value));
      case "--ctstatus" ->
          Condition.test(Field.CT_STATUS, CtStates.withAnyOf(CtStates.statusBits(option)));
      case "--ctexpire" -> Condition.test(Field.CT_EXPIRE, Ranges.of(Numbers.range(value)));
      case "--ctdir" -> Condition.test(Field.CT_DIRECTION, value.equals("REPLY") ? 1 : 0);
      default -> throw new IllegalStateException(option.toString());
    };
  }

  private static Condition address(Field field, String value, Family family) {
    return Condition.test(field, Network.parse(value, family).orElseThrow().addresses());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return new ConntrackImages(match, CARD.spelling(), translation).counterpart();
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")
            .meets("RELATED", "ESTABLISHED")
            .misses("NEW", "INVALID", "UNTRACKED")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack ! --ctstate INVALID,SNAT -j ACCEPT")
            .meets("NEW", "UNTRACKED", "NEW ctstatus 32")
            .misses("INVALID", "NEW ctstatus 16")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack --ctstate dnat,est,NEW -j ACCEPT")
            .meets("NEW", "RELATED ctstatus 32")
            .misses("RELATED", "RELATED ctstatus 16", "INVALID ctstatus 32")
            .savedAs("-A INPUT -m conntrack --ctstate NEW,ESTABLISHED,DNAT -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack --ctproto icmp -j ACCEPT")
            .meets("ctproto 1")
            .misses("ctproto 0", "ctproto 2", "ctproto 1 INVALID")
            .savedAs("-A INPUT -m conntrack --ctproto 1 -j ACCEPT")
            .becomes("-A INPUT -m conntrack --ctproto 58 -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack ! --ctproto 2 -j ACCEPT")
            .meets("ctproto 1", "ctproto 3")
            .misses("ctproto 2", "ctproto 3 UNTRACKED")
            .becomes("-A INPUT -m conntrack --ctstate NEW,RELATED,ESTABLISHED -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack --ctproto 41 -j ACCEPT").hasNoCounterpart(),
        Example.v4("-A INPUT -m conntrack --ctstate NEW --ctorigsrc 192.0.2.5/32 -j ACCEPT")
            .meets("ctorigsrc 192.0.2.5")
            .misses("ctorigsrc 192.0.2.4", "ctorigsrc 192.0.2.6", "ESTABLISHED ctorigsrc 192.0.2.5")
            .savedAs("-A INPUT -m conntrack --ctstate NEW --ctorigsrc 192.0.2.5 -j ACCEPT")
            .becomes("-A INPUT -m conntrack --ctstate NEW --ctorigsrc 2001:db8:1::5 -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack --ctorigdst 192.0.2.5/28 -j ACCEPT")
            .meets("ctorigdst 192.0.2.0", "ctorigdst 192.0.2.15")
            .misses("ctorigdst 192.0.1.255", "ctorigdst 192.0.2.16", "destination 192.0.2.5")
            .becomes("-A INPUT -m conntrack --ctorigdst 2001:db8:1::/124 -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack ! --ctrepldst 198.51.100.0/255.255.255.0 -j ACCEPT")
            .meets("ctrepldst 198.51.99.255", "ctrepldst 198.51.101.0")
            .misses(
                "ctrepldst 198.51.100.0", "ctrepldst 198.51.100.255", "ctrepldst 192.0.2.1 INVALID")
            .savedAs("-A INPUT -m conntrack ! --ctrepldst 198.51.100.0/24 -j ACCEPT")
            .becomes("-A INPUT -m conntrack ! --ctrepldst 2001:db8:2::/64 -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack --ctreplsrc 203.0.113.7 -j ACCEPT")
            .meets("ctreplsrc 203.0.113.7")
            .misses("ctreplsrc 203.0.113.8")
            .hasNoCounterpart(),
        Example.v4("-A INPUT -m conntrack --ctstate NEW ! --ctreplsrc 203.0.113.7 -j ACCEPT")
            .becomes("-A INPUT -m conntrack --ctstate NEW -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack --ctstate INVALID,NEW --ctorigsrc 203.0.113.7 -j DROP")
            .meets("INVALID", "NEW ctorigsrc 203.0.113.7")
            .misses("NEW ctorigsrc 203.0.113.8", "UNTRACKED")
            .becomes("-A INPUT -m conntrack --ctstate INVALID -j DROP"),
        Example.v4(
                "-A INPUT -m conntrack --ctorigsrcport 1024: ! --ctorigdstport 010"
                    + " --ctreplsrcport :65535 --ctrepldstport 7 -j ACCEPT")
            .meets(
                "ctorigsrcport 1024 ctorigdstport 9 ctreplsrcport 5 ctrepldstport 7",
                "ctorigsrcport 65535 ctorigdstport 11 ctreplsrcport 5 ctrepldstport 7")
            .misses(
                "ctorigsrcport 1023 ctorigdstport 9 ctreplsrcport 5 ctrepldstport 7",
                "ctorigsrcport 1024 ctorigdstport 10 ctreplsrcport 5 ctrepldstport 7",
                "ctorigsrcport 1024 ctorigdstport 9 ctreplsrcport 5 ctrepldstport 8")
            .savedAs(
                "-A INPUT -m conntrack --ctorigsrcport 1024:65535 ! --ctorigdstport 10"
                    + " --ctreplsrcport 0:65535 --ctrepldstport 7 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack --ctstatus conf,expected,NONE -j ACCEPT")
            .meets("ctstatus 1", "ctstatus 8")
            .misses("ctstatus 6", "ctstatus 0")
            .savedAs("-A INPUT -m conntrack --ctstatus EXPECTED,CONFIRMED -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack ! --ctstatus NONE -j ACCEPT")
            .meets("ctstatus 0", "ctstatus 63")
            .misses("INVALID")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack --ctexpire 0:4294967295 -j ACCEPT")
            .meets("ctexpire 0", "ctexpire 4294967295")
            .misses("ctexpire 0 INVALID")
            .staysTheSame(),
        Example.v4("-A INPUT -m conntrack ! --ctexpire 5:5 --ctdir reply -j ACCEPT")
            .meets("ctexpire 4 ctdir 1", "ctexpire 6 ctdir 1")
            .misses("ctexpire 5 ctdir 1", "ctexpire 6")
            .savedAs("-A INPUT -m conntrack ! --ctexpire 5 --ctdir REPLY -j ACCEPT")
            .staysTheSame(),
        Example.v6("-A INPUT -m conntrack ! --ctorigsrc 2001:db8::1/120 -j ACCEPT"),
        Example.v6("-A INPUT -m conntrack --ctorigsrc ::/0 -j ACCEPT"),
        Example.v4("-A INPUT -m conntrack --ctexpire 4294967296 -j ACCEPT").refused("33 bits"),
        Example.v4("-A INPUT -m conntrack ! --ctdir REPLY -j ACCEPT").refused("not negatable"),
        Example.v4("-A INPUT -m conntrack --ctstatus SNAT -j ACCEPT").refused("no status"),
        Example.v4("-A INPUT -m conntrack --ctproto 256 -j ACCEPT").refused("no protocol"),
        Example.v4("-A INPUT -m conntrack --ctstate NEW, -j ACCEPT").refused("empty state"),
        Example.v4("-A INPUT -m conntrack -j ACCEPT").refused("no option"));
  }

  /// Reads `ADDRESS[/MASK]` and keeps the address as it is, outside its mask too; a full mask is
  /// not printed. What the tools misread is refused: an IPv4 address of fewer than four numbers
  /// (`10/8` is 0.0.0.10/8), and a mask with holes (taken as full); measured on 1.8.9.
  private static Syntax.Parsed readAddress(String text, Family family) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    Optional<Network> network =
        Addresses.parse(host, family).flatMap(_ -> Network.parse(text, family));
    Optional<Integer> length = network.flatMap(Network::prefixLength);
    if (length.isEmpty()) {
      return Syntaxes.refused(
          "is not an address",
          family == Family.IPV4
              ? "write four decimal numbers and the number of bits: 192.0.2.0/24"
              : "write an IPv6 address and the number of bits: 2001:db8::/32");
    }
    String plain = Addresses.toString(Addresses.parse(host, family).orElseThrow(), family);
    return Syntax.Parsed.of(
        length.get() == Addresses.bits(family) ? plain : plain + "/" + length.get());
  }

  /// Reads a protocol, printed as a number. 0 is refused, as 1.8.11 does: no flow has it, and
  /// 1.4.12 printed it for every protocol.
  private static Syntax.Parsed readProtocol(String text) {
    return Names.protocol(text)
        .filter(number -> number != 0)
        .map(number -> Syntax.Parsed.of("" + number))
        .orElseGet(() ->
            Syntaxes.refused(
                "is not the protocol of a flow",
                "write a name of /etc/protocols or 1 to 255 (iptables 1.4.12 prints 0 for any)"));
  }

  /// Reads a list of statuses; NONE has no bit, and is printed where nothing else is given.
  private static Syntax.Parsed readStatus(String text, Family family) {
    Syntax list =
        Syntaxes.shortenedListOf("NONE", "EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED");
    Syntax.Parsed read = list.read(List.of(Word.of(text)), family);
    return read instanceof Syntax.Parsed.Value(List<Word> words)
            && words.getFirst().text().startsWith("NONE,")
        ? Syntax.Parsed.of(words.getFirst().text().substring("NONE,".length()))
        : read;
  }
}
