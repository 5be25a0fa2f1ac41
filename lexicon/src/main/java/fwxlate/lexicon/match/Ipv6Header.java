package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

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
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `-m ipv6header`: which extension headers the packet has (ip6t_ipv6header.c).
public record Ipv6Header() implements MatchEntry {
  /// In the order in which the savers print them; the first word is printed, the others are taken.
  private static final List<List<String>> HEADERS =
      List.of(
          List.of("hop-by-hop", "hop", "0", "hopopt"),
          List.of("ipv6-opts", "dst", "60"),
          List.of("ipv6-route", "route", "43"),
          List.of("ipv6-frag", "frag", "44"),
          List.of("ah", "auth", "51"),
          List.of("esp", "50"),
          List.of("ipv6-nonxt", "none", "59"),
          List.of("protocol", "prot", "255"));

  private static final Card CARD =
      Card.of("ipv6header", "which extension headers the packet has")
          .only(Family.IPV6)
          .options(
              option("--header", Syntaxes.word("header,...", (text, _) -> read(text))).canNegate(),
              flag("--soft"))
          .needs("--header");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed read(String text) {
    List<String> given = List.of(text.toLowerCase(Locale.ROOT).split(",", -1));
    boolean known =
        given.stream().allMatch(word -> HEADERS.stream().anyMatch(names -> names.contains(word)));
    return known
        ? Syntax.Parsed.of(
            HEADERS.stream()
                .filter(names -> names.stream().anyMatch(given::contains))
                .map(List::getFirst)
                .collect(Collectors.joining(",")))
        : Syntaxes.refused(
            "is not a list of headers", "write some of hop,dst,route,frag,auth,esp,none,prot");
  }

  /// With `--soft` each header is a question of its own, and negated none of them may be there.
  @Override
  public Condition meaning(Match match, Family family) {
    Option headers = match.option("--header").orElseThrow();
    List<String> asked =
        match.has("--soft") ? List.of(headers.value().split(",", -1)) : List.of(headers.value());
    return Condition.allOf(
        asked.stream()
            .map(header ->
                Condition.not(
                    headers.negated(),
                    Condition.opaque(OpaqueMatch.text(match.with(Option.of("--header", header))))))
            .toList());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -m ipv6header --header hop-by-hop,ipv6-route --soft -j DROP"),
        Example.v6("-A INPUT -m ipv6header ! --header hop-by-hop,ipv6-route --soft -j DROP"),
        Example.v6("-A INPUT -m ipv6header ! --header prot,none,esp,auth,frag,dst -j DROP")
            .savedAs(
                "-A INPUT -m ipv6header ! --header ipv6-opts,ipv6-frag,ah,esp,ipv6-nonxt,protocol"
                    + " -j DROP"),
        Example.v6("-A INPUT -m ipv6header --header 0,255 -j DROP")
            .savedAs("-A INPUT -m ipv6header --header hop-by-hop,protocol -j DROP"),
        Example.v6("-A INPUT -m ipv6header --header fragment -j DROP").refused("no such header"),
        Example.v6("-A INPUT -m ipv6header --soft -j DROP").refused("no header"));
  }
}
