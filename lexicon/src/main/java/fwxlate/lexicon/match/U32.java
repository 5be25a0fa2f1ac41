package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Optional;

/// `-m u32`: any four bytes of the packet, counted from the IP header (xt_u32.c).
public record U32() implements MatchEntry {
  private static final Spelling SPELLING =
      Spelling.of("u32", option("--u32", new TestsSyntax()).canNegate());

  @Override
  public Spelling spelling() {
    return SPELLING;
  }

  @Override
  public String summary() {
    return "any four bytes of the packet, counted from the IP header";
  }

  @Override
  public Optional<String> problem(Rule rule, Family family) {
    return Given.needing(rule, "u32", "--u32");
  }

  /// In places of IPv6 where there are such, so that both families speak of the same bytes.
  @Override
  public Condition meaning(Match match, Family family) {
    Option option = match.options().getFirst();
    String tests =
        switch (family) {
          case IPV4 ->
              tests(option).inIpv6().map(t -> "u32 " + t).orElse("u32 of IPv4 " + option.value());
          case IPV6 -> "u32 " + option.value();
        };
    return Condition.not(option.negated(), Condition.opaque(tests));
  }

  private static ByteTests tests(Option option) {
    return ByteTests.parse(option.value()).orElseThrow();
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option option = match.options().getFirst();
    Optional<ByteTests> moved = tests(option).inIpv6();
    if (moved.isPresent()) {
      var word = new Word(moved.get().toString(), true);
      return Counterpart.becomes(
              Match.of("u32", new Option("--u32", option.negated(), List.of(word))))
          .assuming(
              "packets that `-m u32` is asked about have no options in IPv4 and no extension"
                  + " headers in IPv6");
    }
    // neither polarity can be said, and leaving a test out would let the rule take every packet
    return Counterpart.never("`--u32 \"" + option.value() + "\"` asks for bytes of the IPv4 header")
        .assuming("no IPv6 packet is like those that `" + option + "` takes");
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
        u32("--u32 \"0x4&0x3fff=0x0\"").hasNoCounterpart(),
        u32("! --u32 \"0x4&0x3fff=0x0\"").hasNoCounterpart(),
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
    public Reading read(List<Word> words, Family family) {
      return ByteTests.parse(words.getFirst().text())
          .<Reading>map(tests -> new Reading.Value(List.of(new Word(tests.toString(), true))))
          .orElseGet(() ->
              Syntaxes.refused(
                  "is not a test of bytes", "write `location=value`, as in `6&0xFF=17`"));
    }
  }
}
