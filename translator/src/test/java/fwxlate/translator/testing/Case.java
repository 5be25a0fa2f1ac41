package fwxlate.translator.testing;

import fwxlate.address.AddressMap;
import fwxlate.grammar.Reading;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Ruleset;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.Translated;
import fwxlate.translator.TranslationOptions;
import fwxlate.translator.Translator;
import fwxlate.translator.proof.Proof;
import fwxlate.translator.proof.Witnesses;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/// An IPv4 ruleset, a map and other wishes, and the translation as the reader understands what was
/// printed.
public record Case(Ruleset four, TranslationOptions options, Translated translated) {
  /// A ruleset and a map, translated.
  public static Case of(Ruleset four, AddressMap map) {
    return of(four, TranslationOptions.defaults("sample", map));
  }

  public static Case of(Ruleset four, TranslationOptions options) {
    Translated translated = Translator.translate(four, options);
    String text = SaveWriter.write(translated.ruleset());
    return new Case(four, options, with(translated, SomeRulesets.read(text, Family.IPV6)));
  }

  public static Case some(Random random) {
    return of(SomeRulesets.ruleset(random, Family.IPV4), SomeMaps.map(random));
  }

  private static Translated with(Translated translated, Ruleset readBack) {
    return new Translated(
        translated.source(),
        readBack,
        translated.origins(),
        translated.correspondence(),
        translated.allowed(),
        translated.withoutTarget(),
        translated.divergences(),
        translated.assumptions(),
        translated.findings(),
        translated.counts(),
        translated.sets());
  }

  /// Whether the translator said that it could not write a rule.
  public boolean isIncomplete() {
    return translated.findings().stream()
        .anyMatch(f -> f.code().equals(TranslationCodes.TARGET_NOT_FOLLOWED));
  }

  public Proof.Result prove() {
    return Proof.prove(translated.ruleset(), translated, options);
  }

  /// Packets of every region.
  public Witnesses.Found witnesses(Witnesses.Wanted wanted) {
    return Witnesses.of(translated.ruleset(), translated, options, wanted);
  }

  public Pairs pairs() {
    return new Pairs(four, translated.ruleset(), translated, options.map());
  }

  /// This case with one change in the translation, if the reader takes it.
  public Optional<Case> mutated(Random random) {
    Optional<Translated> changed = SomeMutations.mutate(random, translated);
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    String text = SaveWriter.write(changed.get().ruleset());
    Reading reading =
        SaveReader.read("mutation", text.getBytes(StandardCharsets.UTF_8), Family.IPV6);
    return reading.isComplete()
        ? Optional.of(new Case(four, options, with(changed.get(), reading.ruleset())))
        : Optional.empty();
  }

  /// Both rulesets and the map, to be read.
  @Override
  public String toString() {
    return SaveWriter.write(four)
        + options.map().lines().stream().map(line -> "map " + line.text() + "\n").toList()
        + "\n"
        + SaveWriter.write(translated.ruleset());
  }
}
