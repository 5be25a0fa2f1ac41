package fwxlate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.cli.lexiconpage.Asked;
import fwxlate.cli.lexiconpage.Carried;
import fwxlate.cli.lexiconpage.Extension;
import fwxlate.cli.lexiconpage.Shown;
import fwxlate.packet.Condition.Memory;
import fwxlate.packet.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The facts that the pages are made of.
final class ExtensionTest {
  private static Extension match(String name) {
    return Extension.named(name).getFirst();
  }

  private static Extension target(String name) {
    return Extension.named(name).getLast();
  }

  @Test
  void aMatchThatAsksOnlyFieldsIsExact() {
    assertThat(match("multiport").isExact()).isTrue();
    assertThat(match("multiport").asked())
        .isEqualTo(
            new Asked(Set.of(Field.SOURCE_PORT, Field.DESTINATION_PORT, Field.FRAGMENT), Set.of()));
  }

  @Test
  void aRateIsOpaqueAndEachRuleHasItsOwn() {
    assertThat(match("limit").isExact()).isFalse();
    assertThat(match("limit").asked()).isEqualTo(new Asked(Set.of(), Set.of(Memory.PER_RULE)));
  }

  @Test
  void aTargetIsExactIfTheAnalysisFollowsIt() {
    assertThat(target("ACCEPT").isExact()).isTrue();
    assertThat(target("NFQUEUE").isExact()).isFalse();
    assertThat(target("TTL").isExact()).isFalse();
  }

  @Test
  void whatBecomesOfAnExtensionIsWhatBecomesOfItsSpecimens() {
    assertThat(match("ttl").becomes()).isEqualTo(Set.of(Carried.How.OTHER_FORM));
    assertThat(match("comment").becomes()).isEqualTo(Set.of(Carried.How.SAME));
    assertThat(match("realm").becomes()).isEqualTo(Set.of(Carried.How.NONE));
    assertThat(match("icmp").becomes())
        .isEqualTo(Set.of(Carried.How.OTHER_FORM, Carried.How.SEVERAL_RULES, Carried.How.NONE));
    assertThat(match("hl").becomes()).isEmpty();
  }

  @Test
  void onlyWhatNamesAddressesDependsOnTheMap() {
    assertThat(match("iprange").dependsOnMap()).isTrue();
    assertThat(match("multiport").dependsOnMap()).isFalse();
  }

  @Test
  void theNatPassDecidesAboutTranslationsOfAddressesAlone() {
    assertThat(target("SNAT").translatesAddresses()).isTrue();
    assertThat(target("MARK").translatesAddresses()).isFalse();
  }

  /// The claims are checked by the translator, the facts come from the entry alone: they agree.
  @Test
  void aRuleThatStaysTheSameHasAnExtensionThatStaysTheSame() {
    assertThat(shown())
        .filteredOn(s -> s.example().translated().equals(Optional.of(List.of(s.example().saved()))))
        .isNotEmpty()
        .allSatisfy(s ->
            assertThat(s.carried())
                .as(s.example().rule())
                .extracting(Carried::how)
                .containsOnly(Carried.How.SAME));
  }

  @Test
  void aRuleOfAnExtensionWithoutCounterpartIsLeftOut() {
    assertThat(shown())
        .filteredOn(s -> s.example().translated().isPresent())
        .filteredOn(s -> s.carried().stream().anyMatch(c -> c.how() == Carried.How.NONE))
        .isNotEmpty()
        .allSatisfy(
            s -> assertThat(s.example().translated()).as(s.example().rule()).contains(List.of()));
  }

  private static List<Shown> shown() {
    return Extension.all().stream().flatMap(e -> e.accepted().stream()).toList();
  }
}
