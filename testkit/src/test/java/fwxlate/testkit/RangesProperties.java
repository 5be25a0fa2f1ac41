package fwxlate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The algebra of ranges against a bit set, at both ends of the 128 bits.
class RangesProperties {
  /// Ranges and the end of the numbers that they lie at.
  record Sample(List<Range> a, List<Range> b, boolean atTheEnd) {}

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.randomValue(random -> {
      boolean atTheEnd = random.nextBoolean();
      return new Sample(
          SomeRanges.parts(random, atTheEnd), SomeRanges.parts(random, atTheEnd), atTheEnd);
    });
  }

  private static BitSet bits(List<Range> parts, boolean atTheEnd) {
    var bits = new BitSet();
    for (int i = 0; i < SomeRanges.SIZE; i++) {
      Unsigned128 number = SomeRanges.number(i, atTheEnd);
      bits.set(i, parts.stream().anyMatch(part -> part.contains(number)));
    }
    return bits;
  }

  /// The members among the numbers of that end, by asking for each.
  private static BitSet members(Ranges ranges, boolean atTheEnd) {
    var bits = new BitSet();
    for (int i = 0; i < SomeRanges.SIZE; i++) {
      bits.set(i, ranges.contains(SomeRanges.number(i, atTheEnd)));
    }
    return bits;
  }

  @Property(tries = 1000)
  void unionIntersectionAndDifferenceAreThoseOfBitSets(@ForAll("samples") Sample sample) {
    Ranges a = Ranges.union(sample.a);
    Ranges b = Ranges.union(sample.b);
    BitSet both = bits(sample.a, sample.atTheEnd);
    assertThat(members(a, sample.atTheEnd)).isEqualTo(both);
    BitSet other = bits(sample.b, sample.atTheEnd);
    BitSet or = (BitSet) both.clone();
    or.or(other);
    assertThat(members(a.or(b), sample.atTheEnd)).isEqualTo(or);
    BitSet and = (BitSet) both.clone();
    and.and(other);
    assertThat(members(a.and(b), sample.atTheEnd)).isEqualTo(and);
    BitSet minus = (BitSet) both.clone();
    minus.andNot(other);
    assertThat(members(a.minus(b), sample.atTheEnd)).isEqualTo(minus);
    assertThat(a.containsAll(b)).isEqualTo(or.equals(both));
    assertThat(a.isEmpty()).isEqualTo(both.isEmpty());
  }

  @Property(tries = 1000)
  void complementHasWhatTheSetHasNot(@ForAll("samples") Sample sample) {
    Ranges a = Ranges.union(sample.a);
    BitSet rest = bits(sample.a, sample.atTheEnd);
    rest.flip(0, SomeRanges.SIZE);
    assertThat(members(a.not(), sample.atTheEnd)).isEqualTo(rest);
    assertThat(a.not().contains(SomeRanges.number(5, !sample.atTheEnd))).isTrue();
    assertThat(a.not().not()).isEqualTo(a);
  }

  @Property(tries = 1000)
  void equalSetsAreEqualRecords(@ForAll("samples") Sample sample) {
    boolean same = bits(sample.a, sample.atTheEnd).equals(bits(sample.b, sample.atTheEnd));
    assertThat(Ranges.union(sample.a).equals(Ranges.union(sample.b))).isEqualTo(same);
    assertThat(Ranges.union(sample.a.reversed())).isEqualTo(Ranges.union(sample.a));
  }

  @Property(tries = 300)
  void aMaskHasTheSameMembersAsItsRanges(@ForAll byte value, @ForAll byte mask) {
    var masked = new Masked(Unsigned128.of(value & 0xff), Unsigned128.of(mask & 0xff));
    Ranges ranges = masked.ranges(8).orElseThrow();
    for (int i = 0; i < 256; i++) {
      Unsigned128 number = Unsigned128.of(i);
      assertThat(ranges.contains(number)).as("%s", number).isEqualTo(masked.contains(number));
    }
  }
}
