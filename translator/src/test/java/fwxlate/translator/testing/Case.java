package fwxlate.translator.testing;

import fwxlate.address.AddressMap;
import fwxlate.grammar.RulesetReading;
import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Ruleset;
import fwxlate.testkit.SomeMaps;
import fwxlate.testkit.SomeRulesets;
import fwxlate.translator.Translator;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.proof.Proof;
import fwxlate.translator.proof.ProofResult;
import fwxlate.translator.proof.Witnesses;
import fwxlate.translator.theorem.Theorem;
import fwxlate.translator.theorem.Translated;
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
    return new Case(
        four,
        options,
        translated.withRuleset(SomeRulesets.read(text, Family.IPV6), translated.origins()));
  }

  public static Case some(Random random) {
    return of(SomeRulesets.ruleset(random, Family.IPV4), SomeMaps.map(random));
  }

  /// Whether the translator said that it could not write a rule.
  public boolean isIncomplete() {
    return translated.findings().stream()
        .anyMatch(f -> f.code().equals(TranslationCodes.TARGET_NOT_FOLLOWED));
  }

  public Theorem theorem() {
    return Theorem.of(translated.ruleset(), translated, options);
  }

  public ProofResult prove() {
    return Proof.of(theorem());
  }

  /// Packets of every region.
  public Witnesses.Found witnesses(Witnesses.Wanted wanted) {
    return Witnesses.of(theorem(), wanted);
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
    RulesetReading reading =
        new SaveReader().read("mutation", text.getBytes(StandardCharsets.UTF_8), Family.IPV6);
    return reading.isComplete()
        ? Optional.of(
            new Case(
                four,
                options,
                changed.get().withRuleset(reading.ruleset(), changed.get().origins())))
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
