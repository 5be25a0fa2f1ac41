package fwxlate.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All codes, in the order of their numbers.
public final class Codes {
  private Codes() {}

  public static List<Code> all() {
    return Stream.of(
            ReadingCodes.all(),
            MapCodes.all(),
            ListenerCodes.all(),
            IpsetCodes.all(),
            TranslationCodes.all(),
            ExposureCodes.all(),
            ProofCodes.all())
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Code::id))
        .toList();
  }
}
