package fwxlate.lexicon.match;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Counterpart.Alternative;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same data meet both matches: an IPv6 packet is 20 bytes longer.
class LengthTest {
  private static final Translation NO_ADDRESSES =
      new Translation() {
        @Override
        public Ranges image(Ranges v4) {
          return Ranges.NONE;
        }

        @Override
        public boolean namesIgmp() {
          return false;
        }

        @Override
        public boolean seesFragments() {
          return false;
        }

        @Override
        public int prefixBits(int v4Bits) {
          return v4Bits;
        }

        @Override
        public String setName(String v4) {
          return v4;
        }
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0:65535",
        "0:0",
        "0:100",
        "100:200",
        "1000:65535",
        "20",
        "65515",
        "65516:65535",
        "0:65515",
        "65515:65535"
      })
  void sameDataSameAnswer(String lengths) {
    for (boolean negated : new boolean[] {false, true}) {
      var v4 = Match.of("length", Option.of("--length", lengths).negate(negated));
      Counterpart v6 = new Length().counterpart(v4, NO_ADDRESSES);
      for (long length = 20; length <= 65535; length++) {
        assertThat(meets(v6, length + 20))
            .as("%s of %d bytes", v4, length)
            .isEqualTo(holds(new Length().meaning(v4, Family.IPV4), length));
      }
    }
  }

  private static boolean meets(Counterpart counterpart, long length) {
    return counterpart.alternatives().stream()
        .map(Alternative::matches)
        .anyMatch(
            all -> all.stream().allMatch(m -> holds(new Length().meaning(m, Family.IPV6), length)));
  }

  private static boolean holds(Condition condition, long length) {
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Test test -> test.values().contains(Unsigned128.of(length));
      case Condition.Not(Condition inner) -> !holds(inner, length);
      case Condition.AllOf(List<Condition> all) -> all.stream().allMatch(c -> holds(c, length));
      case Condition.AnyOf(List<Condition> any) -> any.stream().anyMatch(c -> holds(c, length));
      case Condition.Opaque opaque -> throw new AssertionError(opaque);
    };
  }
}
