package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Range32;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `-m rt`: the IPv6 routing header (ip6t_rt.c).
public record Rt() implements MatchEntry {
  private static final Card CARD =
      Card.of("rt", "the IPv6 routing header")
          .only(Family.IPV6)
          .options(
              option("--rt-type", Syntaxes.number(0, 0xffffffffL)).canNegate(),
              option("--rt-segsleft", Range32.SYNTAX).canNegate(),
              option("--rt-len", Syntaxes.number(0, 0xffffffffL)).canNegate(),
              flag("--rt-0-res"),
              option("--rt-0-addrs", Syntaxes.word("address,...", Rt::addresses, Rt::named)),
              flag("--rt-0-not-strict"))
          .needsBeside("--rt-0-not-strict", "--rt-0-addrs");

  @Override
  public Card card() {
    return CARD;
  }

  private static List<ValueSet> named(String list, Family family) {
    return Stream.of(list.split(",", -1))
        .flatMap(address -> Syntaxes.network(address, family).stream())
        .toList();
  }

  private static Syntax.Parsed addresses(String text, Family family) {
    var hops = new ArrayList<String>();
    for (String part : text.split(",", -1)) {
      Optional<Unsigned128> hop = Addresses.parse(part, family);
      if (hop.isEmpty() || hops.size() == 16) {
        return Syntaxes.refused("is not a list of hops", "write at most 16 addresses");
      }
      hops.add(Addresses.toString(hop.get(), family));
    }
    return Syntax.Parsed.of(String.join(",", hops));
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    boolean type0 = match.value("--rt-type").filter("0"::equals).isPresent();
    return !type0 && (match.has("--rt-0-res") || match.has("--rt-0-addrs"))
        ? Optional.of("`--rt-0-res` and `--rt-0-addrs` need `--rt-type 0`")
        : Optional.empty();
  }

  /// There must be a header before anything about it can be met, negated or not; no header has a
  /// type above 255.
  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    all.add(Condition.test(Field.ROUTING_TYPE, 0, 255));
    match
        .option("--rt-type")
        .ifPresent(o -> all.add(Condition.not(o.negated(), type(Numbers.canonical(o.value())))));
    for (String name : List.of("--rt-segsleft", "--rt-len", "--rt-0-res")) {
      match
          .option(name)
          .ifPresent(
              o -> all.add(Condition.not(o.negated(), Condition.opaque("rt " + o.negate(false)))));
    }
    match
        .option("--rt-0-addrs")
        .ifPresent(o ->
            all.add(
                Condition.opaque(
                    "rt " + o + (match.has("--rt-0-not-strict") ? " --rt-0-not-strict" : ""))));
    return Condition.allOf(all);
  }

  private static Condition type(long type) {
    return type > 255 ? Condition.never() : Condition.test(Field.ROUTING_TYPE, type);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v6("-A INPUT -m rt --rt-type 0 -j DROP")
            .meets("routing type 0")
            .misses("routing type 1", "routing type 256"),
        Example.v6(
            "-A INPUT -m rt ! --rt-type 4294967295 ! --rt-segsleft 1:5 ! --rt-len 2 -j DROP"),
        Example.v6("-A INPUT -m rt --rt-segsleft 0:4294967295 -j DROP")
            .meets("routing type 0", "routing type 255")
            .misses("routing type 256")
            .savedAs("-A INPUT -m rt -j DROP"),
        Example.v6(
                "-A INPUT -m rt --rt-type 0 --rt-0-addrs 2001:DB8::1,::1 --rt-0-not-strict"
                    + " --rt-0-res -j DROP")
            .savedAs(
                "-A INPUT -m rt --rt-type 0 --rt-0-res --rt-0-addrs 2001:db8::1,::1"
                    + " --rt-0-not-strict -j DROP"),
        Example.v6("-A INPUT -m rt --rt-type 4294967296 -j DROP").refused("more than 32 bits"),
        Example.v6("-A INPUT -m rt --rt-type 2 --rt-0-res -j DROP").refused("type 0 only"),
        Example.v6("-A INPUT -m rt --rt-type 0 --rt-0-not-strict -j DROP").refused("no addresses"));
  }
}
