package fwxlate.lexicon;

import fwxlate.ruleset.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The words for the TOS byte and the traffic class: DSCP classes (dscp_helper.c) and the service
/// types of RFC 1349 (tos_values.c), as the matches and targets on them take them.
public final class TrafficClasses {
  /// A DSCP, 0 to 63, printed in hexadecimal.
  public static final Syntax DSCP = Syntaxes.hex(0, 63, 2);

  /// The name of a DSCP class, in any case; printed as its number.
  public static final Syntax DSCP_CLASS =
      Syntaxes.word(
          "class",
          (text, _) ->
              dscp(text)
                  .map(number -> Syntax.Parsed.of(Syntaxes.hexWord(number, 2)))
                  .orElseGet(() ->
                      Syntaxes.refused(
                          "is not a DSCP class", "write BE, EF, CS0 to CS7, or AF11 to AF43")));

  /// `value[/mask]` of a byte, or a service type, which means six bits; printed with its mask.
  public static final Syntax TOS = Syntaxes.word("value[/mask] or name", (text, _) -> tos(text));

  private static final Map<String, Long> SERVICES =
      Map.of(
          "minimize-delay", 0x10L,
          "maximize-throughput", 0x08L,
          "maximize-reliability", 0x04L,
          "minimize-cost", 0x02L,
          "normal-service", 0x00L);

  private TrafficClasses() {}

  private static Optional<Long> dscp(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    if (name.equals("BE")) {
      return Optional.of(0L);
    }
    if (name.equals("EF")) {
      return Optional.of(0x2eL);
    }
    if (name.matches("CS[0-7]")) {
      return Optional.of(8L * (name.charAt(2) - '0'));
    }
    return name.matches("AF[1-4][1-3]")
        ? Optional.of(8L * (name.charAt(2) - '0') + 2L * (name.charAt(3) - '0'))
        : Optional.empty();
  }

  private static Syntax.Parsed tos(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (SERVICES.containsKey(name)) {
      return printed(Objects.requireNonNull(SERVICES.get(name)), 0x3f);
    }
    int slash = text.indexOf('/');
    Optional<Long> value = Numbers.unsigned(slash < 0 ? text : text.substring(0, slash), 0, 255);
    Optional<Long> mask =
        slash < 0 ? Optional.of(255L) : Numbers.unsigned(text.substring(slash + 1), 0, 255);
    if (value.isEmpty() || mask.isEmpty()) {
      return Syntaxes.refused(
          "is not a type of service",
          "write `value` or `value/mask`, a byte each, or "
              + String.join(", ", SERVICES.keySet().stream().sorted().toList()));
    }
    return printed(value.get(), mask.get());
  }

  private static Syntax.Parsed printed(long value, long mask) {
    return new Syntax.Parsed.Value(
        List.of(Word.of(Syntaxes.hexWord(value, 2) + "/" + Syntaxes.hexWord(mask, 2))));
  }
}
