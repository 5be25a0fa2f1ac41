package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// `-m srh`: the segment routing header, a routing header of type 4 (ip6t_srh.c; RFC 8754). No
/// packet without one that is well formed meets it, negated or not.
public record Srh() implements MatchEntry {
  private static final Syntax BYTE = Syntaxes.number(0, 255);
  private static final Syntax NETWORK =
      Syntaxes.word("address[/mask]", Srh::network, Syntaxes::network);

  /// Each keeps one number for its three comparisons.
  private static final List<String> NUMBERS =
      List.of("--srh-hdr-len-", "--srh-segs-left-", "--srh-last-entry-");

  private static final Card CARD =
      Card.of("srh", "the IPv6 segment routing header")
          .only(Family.IPV6)
          .options(
              option("--srh-next-hdr", BYTE).canNegate(),
              option("--srh-hdr-len-eq", BYTE).canNegate(),
              option("--srh-hdr-len-gt", BYTE).canNegate(),
              option("--srh-hdr-len-lt", BYTE).canNegate(),
              option("--srh-segs-left-eq", BYTE).canNegate(),
              option("--srh-segs-left-gt", BYTE).canNegate(),
              option("--srh-segs-left-lt", BYTE).canNegate(),
              option("--srh-last-entry-eq", BYTE).canNegate(),
              option("--srh-last-entry-gt", BYTE).canNegate(),
              option("--srh-last-entry-lt", BYTE).canNegate(),
              option("--srh-tag", Syntaxes.number(0, 65535)).canNegate(),
              option("--srh-psid", NETWORK).canNegate(),
              option("--srh-nsid", NETWORK).canNegate(),
              option("--srh-lsid", NETWORK).canNegate());

  @Override
  public Card card() {
    return CARD;
  }

  /// Printed with the bits outside the mask. Masks with holes, which the tool prints as full, are
  /// refused.
  private static Syntax.Parsed network(String text, Family family) {
    String address = text.split("/", 2)[0];
    return Addresses.parse(address, family)
        .flatMap(bits ->
            Network.parse(text, family)
                .flatMap(Network::prefixLength)
                .map(length -> Syntax.Parsed.of(Addresses.toString(bits, family) + "/" + length)))
        .orElseGet(
            () -> Syntaxes.refused("is not an IPv6 network", "write `address` or `address/bits`"));
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    for (String number : NUMBERS) {
      long different =
          match.options().stream()
              .filter(o -> o.name().startsWith(number))
              .map(Option::value)
              .distinct()
              .count();
      if (different > 1) {
        return Optional.of(
            "`" + number + "eq`, `-gt` and `-lt` share one number: write a match for each");
      }
    }
    return Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(
        Condition.test(Field.ROUTING_TYPE, 4), Condition.opaque("srh"), OpaqueMatch.each(match));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -m srh -j DROP"),
        Example.v6(
                "-A INPUT -m srh --srh-tag 65535 ! --srh-segs-left-gt 0 ! --srh-next-hdr 255"
                    + " --srh-last-entry-lt 0x10 -j DROP")
            .savedAs(
                "-A INPUT -m srh ! --srh-next-hdr 255 ! --srh-segs-left-gt 0"
                    + " --srh-last-entry-lt 16 --srh-tag 65535 -j DROP"),
        Example.v6("-A INPUT -m srh --srh-hdr-len-gt 4 ! --srh-hdr-len-lt 4 -j DROP"),
        Example.v6(
                "-A INPUT -m srh ! --srh-lsid ::/0 --srh-nsid 2001:DB8::1/64 --srh-psid ::1"
                    + " -j DROP")
            .savedAs(
                "-A INPUT -m srh --srh-psid ::1/128 --srh-nsid 2001:db8::1/64 ! --srh-lsid ::/0"
                    + " -j DROP"),
        Example.v6("-A INPUT -m srh --srh-next-hdr 256 -j DROP").refused("more than a byte"),
        Example.v6("-A INPUT -m srh --srh-tag 65536 -j DROP").refused("more than two bytes"),
        Example.v6("-A INPUT -m srh --srh-psid 192.0.2.1 -j DROP").refused("of IPv4"),
        Example.v4("-A INPUT -m srh -j DROP").refused("of IPv6"));
  }
}
