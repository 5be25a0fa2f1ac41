package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.AddressImages;
import fwxlate.lexicon.match.part.ByteTests;
import fwxlate.lexicon.match.part.ByteTests.Comparison;
import fwxlate.lexicon.match.part.Fragments;
import fwxlate.lexicon.match.part.HeaderComparison;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m u32`: any four bytes of the packet, counted from the IP header (xt_u32.c).
public record U32() implements MatchEntry {
  private static final Card CARD =
      Card.of("u32", "any four bytes of the packet, counted from the IP header")
          .options(option("--u32", new TestsSyntax()).canNegate())
          .needs("--u32");

  @Override
  public Card card() {
    return CARD;
  }

  /// Of the fields of a packet where these say it; otherwise unknown, in places of IPv6 where there
  /// are such, so that both families speak of the same bytes.
  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    return Condition.not(
        option.negated(),
        Condition.allOf(tests(option).tests().stream().map(t -> meaning(t, family)).toList()));
  }

  private static Condition meaning(Comparison test, Family family) {
    return HeaderComparison.of(test, family)
        .flatMap(header -> header.meaning(family))
        .orElseGet(() ->
            Condition.opaque(
                switch (family) {
                  case IPV4 ->
                      ByteTests.inIpv6(test).map(t -> "u32 " + t).orElse("u32 of IPv4 " + test);
                  case IPV6 -> "u32 " + test;
                }));
  }

  /// Those that tests of the source and the destination take.
  @Override
  public List<ValueSet> addresses(Options given, Family family) {
    return tests(given.options().getFirst()).tests().stream()
        .flatMap(test -> HeaderComparison.of(test, family).stream())
        .filter(header -> header.header().isAddress())
        .flatMap(header -> header.addresses().stream())
        .map(ValueSet.class::cast)
        .toList();
  }

  private static ByteTests tests(Option option) {
    return ByteTests.parse(option.value()).orElseThrow();
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option option = match.options().getFirst();
    List<Comparison> tests = tests(option).tests();
    var moved = new ArrayList<Comparison>();
    var others = new ArrayList<Counterpart>();
    for (Comparison test : tests) {
      Optional<Comparison> there = ByteTests.inIpv6(test);
      Optional<Counterpart> other =
          there.isPresent()
              ? Optional.empty()
              : HeaderComparison.of(test, Family.IPV4)
                  .flatMap(header -> counterpart(header, option.negated(), translation));
      // one of several that are negated together can be said by itself no longer
      if (there.isEmpty() && (other.isEmpty() || (option.negated() && tests.size() > 1))) {
        // neither polarity can be said, and leaving a test out would let the rule take every packet
        return Counterpart.never("`--u32 \"" + test + "\"` asks for bytes of the IPv4 header")
            .assuming("no IPv6 packet is like those that `" + option + "` takes");
      }
      there.ifPresent(moved::add);
      other.ifPresent(others::add);
    }
    Counterpart all = Counterpart.becomes();
    for (Counterpart other : others) {
      all = all.and(other);
    }
    if (moved.isEmpty()) {
      return all;
    }
    var word = new Word(new ByteTests(moved).toString(), true);
    Counterpart bytes =
        Counterpart.becomes(Match.of("u32", new Option("--u32", option.negated(), List.of(word))));
    boolean exact = moved.stream().allMatch(t -> HeaderComparison.of(t, Family.IPV6).isPresent());
    return all.and(
        exact
            ? bytes
            : bytes.assuming(
                "packets that `-m u32` is asked about have no options in IPv4 and no extension"
                    + " headers in IPv6"));
  }

  /// What IPv6 has not in one word of its header.
  private static Optional<Counterpart> counterpart(
      HeaderComparison test, boolean negated, Translation translation) {
    return switch (test.header()) {
      case SOURCE, DESTINATION ->
          test.addresses()
              .map(addresses ->
                  AddressImages.ranges(
                      addresses,
                      negated,
                      addresses.toString(),
                      test.header() == HeaderComparison.Header.SOURCE
                          ? AddressImages.Side.SOURCE
                          : AddressImages.Side.DESTINATION,
                      translation));
      case FRAGMENT ->
          test.fragments()
              .map(kinds -> Fragments.counterpart(negated ? Ranges.of(0, 4).minus(kinds) : kinds));
      case TRAFFIC_CLASS, LENGTH, TTL -> Optional.empty();
    };
  }

  @Override
  public List<Example> examples() {
    return List.of(
        u32("--u32 \"6&0xFF=17 && 22&0xFFFF=53\"")
            .savedAs("-A INPUT -m u32 --u32 \"0x6&0xff=0x11&&0x16&0xffff=0x35\" -j DROP")
            .becomes("-A INPUT -m u32 --u32 \"0x3&0xff=0x11&&0x2a&0xffff=0x35\" -j DROP"),
        u32("! --u32 \"0>>22&0x3C@ 12>>26&0x3C@ 0=1:5,9\"")
            .savedAs(
                "-A INPUT -m u32 ! --u32"
                    + " \"0x0>>0x16&0x3c@0xc>>0x1a&0x3c@0x0=0x1:0x5,0x9\" -j DROP")
            .becomes("-A INPUT -m u32 ! --u32 \"0x34>>0x1a&0x3c@0x28=0x1:0x5,0x9\" -j DROP"),
        u32("--u32 \"0x6&0xff=0x1\"").becomes("-A INPUT -m u32 --u32 \"0x3&0xff=0x3a\" -j DROP"),
        u32("--u32 \"0x4&0xffff0000=0x0\"").hasNoCounterpart(),
        u32("! --u32 \"0x4&0xffff0000=0x0\"").hasNoCounterpart(),
        u32("! --u32 \"0x5&0xff=0x40\"")
            .meets("ttl 63")
            .misses("ttl 64")
            .becomes("-A INPUT -m u32 ! --u32 \"0x4&0xff=0x40\" -j DROP"),
        u32("--u32 \"0x8>>0x18=0x0:0x5,0xff\"")
            .meets("ttl 0", "ttl 5", "ttl 255")
            .misses("ttl 6", "ttl 254")
            .becomes("-A INPUT -m u32 --u32 \"0x4&0xff=0x0:0x5,0xff\" -j DROP"),
        u32("--u32 \"0x0>>0x10&0xfc=0x28\"")
            .meets("traffic class 40", "traffic class 43")
            .misses("traffic class 39", "traffic class 44")
            .becomes("-A INPUT -m u32 --u32 \"0x0>>0x14&0xfc=0x28\" -j DROP"),
        u32("--u32 \"0x0&0xffff=0x100:0xffff,0x15\"")
            .meets("length 256", "length 21")
            .misses("length 255", "length 20", "length 22")
            .becomes("-A INPUT -m u32 --u32 \"0x4>>0x10&0xffff=0xec:0xffff,0x1\" -j DROP"),
        u32("--u32 \"0xc=0xc0000205&&0x8>>0x18=0x40\"")
            .meets("source 192.0.2.5")
            .misses("source 192.0.2.4", "source 192.0.2.5 ttl 63")
            .becomes(
                "-A INPUT -m iprange --src-range 2001:db8:1::5-2001:db8:1::5 -m u32 --u32 \"0x4&0xff=0x40\""
                    + " -j DROP"),
        u32("! --u32 \"0x10&0xffffff00=0xc6336400\"")
            .meets("destination 198.51.99.255", "destination 198.51.101.0")
            .misses("destination 198.51.100.0", "destination 198.51.100.255")
            .becomes(
                "-A INPUT -m iprange ! --dst-range 2001:db8:2::-2001:db8:2:0:ffff:ffff:ffff:ffff -j DROP"),
        u32("--u32 \"0x4&0x3fff=0x0\""),
        u32("--u32 \"0x6&0x2000=0x2000\""),
        u32("! --u32 \"0x4&0x1fff=0x0\""),
        u32("--u32 \"4294967295=5:4294967295\"")
            .savedAs("-A INPUT -m u32 --u32 \"0xffffffff=0x5:0xffffffff\" -j DROP"),
        u32("--u32 \"4294967296=1\"").refused("more than 32 bits"),
        u32("--u32 \"0&1\"").refused("no value"),
        u32("--u32 \"0<<32=1\"").refused("shifts all bits out"),
        u32("--u32 \"0=1&4=2\"").refused("tests are joined by &&"),
        u32("--u32 \"0=1,2,3,4,5,6,7,8,9,10,11\"").refused("too many values"));
  }

  private static Example u32(String options) {
    return Example.v4("-A INPUT -m u32 " + options + " -j DROP");
  }

  private static final class TestsSyntax implements Syntax {
    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public String describe() {
      return "location=value[:value],...[&&...]";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      return ByteTests.parse(words.getFirst().text())
          .<Parsed>map(tests -> new Parsed.Value(List.of(new Word(tests.toString(), true))))
          .orElseGet(() ->
              Syntaxes.refused(
                  "is not a test of bytes", "write `location=value`, as in `6&0xFF=17`"));
    }
  }
}
