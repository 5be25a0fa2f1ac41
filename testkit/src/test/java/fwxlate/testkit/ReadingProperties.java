package fwxlate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Severity;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReadingProperties {
  /// A ruleset as text.
  record Sample(String text, Family family) {}

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.randomValue(random -> {
      Family family = random.nextBoolean() ? Family.IPV4 : Family.IPV6;
      return new Sample(SomeRulesets.text(random, family), family);
    });
  }

  @Property(tries = 300)
  void readingWhatWasWrittenGivesTheSameRuleset(@ForAll("samples") Sample sample) {
    Ruleset ruleset = SomeRulesets.read(sample.text, sample.family);
    Ruleset again = SomeRulesets.read(SaveWriter.write(ruleset), sample.family);
    assertThat(again.withChains(ReadingProperties::withoutPlaces))
        .isEqualTo(ruleset.withChains(ReadingProperties::withoutPlaces));
  }

  @Property(tries = 300)
  void writingWhatWasReadOnceMoreChangesNothing(@ForAll("samples") Sample sample) {
    String once = SaveWriter.write(SomeRulesets.read(sample.text, sample.family));
    assertThat(SaveWriter.write(SomeRulesets.read(once, sample.family))).isEqualTo(once);
  }

  @Property(tries = 300)
  void carriageReturnsDoNotChangeWhatIsRead(@ForAll("samples") Sample sample) {
    String text = sample.text.replace("\n", "\r\n");
    RulesetReading reading =
        new SaveReader().read("sample", text.getBytes(StandardCharsets.UTF_8), sample.family);
    assertThat(reading.ruleset().withChains(ReadingProperties::withoutPlaces))
        .isEqualTo(
            SomeRulesets.read(sample.text, sample.family)
                .withChains(ReadingProperties::withoutPlaces));
  }

  private static Chain withoutPlaces(Chain chain) {
    var items = new ArrayList<ChainItem>();
    for (ChainItem item : chain.items()) {
      items.add(
          switch (item) {
            case Comment comment -> comment;
            case Rule rule ->
                new Rule(rule.base(), rule.matches(), rule.target(), rule.counters(), Span.NONE);
          });
    }
    return new Chain(chain.name(), chain.policy(), chain.counters(), items, Span.NONE);
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Arbitraries.randomValue(SomeBytes::damaged);
  }

  @Property(tries = 1500)
  void damagedTextIsReadWithFindingsOnItsLinesAndNeverThrows(
      @ForAll("damaged") byte[] bytes, @ForAll Family family) {
    RulesetReading reading = new SaveReader().read("damaged", bytes, family);
    long lines =
        new String(bytes, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count() + 1;
    for (Finding finding : reading.findings()) {
      assertThat(finding.place().span().line()).isBetween(0, (int) lines);
      assertThat(finding.place().span().start()).isLessThanOrEqualTo(finding.place().span().end());
    }
    // whatever was understood can be printed and read again
    String text = SaveWriter.write(reading.ruleset());
    if (reading.isComplete() && !reading.ruleset().tables().isEmpty()) {
      assertThat(SaveWriter.write(SomeRulesets.read(text, family))).isEqualTo(text);
    }
    new SaveReader().family(bytes);
  }

  @Property(tries = 300)
  void anyBytesAreRead(@ForAll byte[] bytes, @ForAll Family family) {
    assertThat(new SaveReader().read("bytes", bytes, family).isComplete()).isFalse();
  }

  private static final List<String> BAD =
      List.of(
          "-A INPUT -p tcp -m tcp --dport 65536 -j ACCEPT",
          "-A INPUT -s 192.0.2.256/32 -j DROP",
          "-A INPUT -s 2001:db8::g/128 -j DROP",
          "-A INPUT -m conntrack --ctstate FRESH -j ACCEPT",
          "-A NOWHERE -j ACCEPT",
          "-A INPUT -j NOWHERE",
          "-A INPUT -p tcp -m tcp --dport -j ACCEPT",
          "-A INPUT -m mark --mark 0x100000000 -j ACCEPT",
          "-A INPUT -j",
          "-A INPUT -m",
          "INPUT DROP",
          "-A",
          "-A INPUT -m tcp --dport 22 -j ACCEPT",
          "-A INPUT --no-such-option -j ACCEPT",
          "-A INPUT ! -j ACCEPT",
          ":INPUT MAYBE [0:0]",
          "-A INPUT -j REJECT --reject-with nothing");

  @Property(tries = 300)
  void everyBadLineIsAnErrorOnThatLine(@ForAll("samples") Sample sample, @ForAll long seed) {
    var random = new Random(seed);
    var lines = new ArrayList<>(List.of(sample.text.split("\n", -1)));
    int at = lines.indexOf("COMMIT");
    String bad = Draw.one(random, BAD);
    lines.add(at, bad);
    RulesetReading reading =
        new SaveReader()
            .read(
                "sample", String.join("\n", lines).getBytes(StandardCharsets.UTF_8), sample.family);
    assertThat(
            reading.findings().stream()
                .filter(f -> f.severity() == Severity.ERROR)
                .map(f -> f.place().span().line())
                .distinct())
        .as(bad)
        .contains(at + 1);
  }
}
