package fwxlate.lexicon.target.part;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Option;
import java.util.List;
import java.util.Optional;

/// Options whose value is one address.
public final class OneAddress {
  /// `ADDRESS`; the unspecified one stands for none.
  public static final Syntax SYNTAX =
      Syntaxes.word(
          "address",
          OneAddress::read,
          (text, family) ->
              Addresses.parse(text, family)
                  .filter(address -> !address.isZero())
                  .<ValueSet>map(Ranges::of)
                  .stream()
                  .toList());

  private OneAddress() {}

  private static Syntax.Parsed read(String text, Family family) {
    return Addresses.parse(text, family)
        .map(address -> Syntax.Parsed.of(Addresses.toString(address, family)))
        .orElseGet(() -> Syntaxes.refused("is not an address", "write the address in numbers"));
  }

  /// The IPv4 address that an option names.
  public static Ranges of(Option option) {
    return Ranges.of(Addresses.parse(option.value(), Family.IPV4).orElseThrow());
  }

  /// Whether it is 0.0.0.0 or `::`.
  public static boolean isUnspecified(Option option, Family family) {
    return Addresses.parse(option.value(), family).filter(Unsigned128::isZero).isPresent();
  }

  /// The option with the one IPv6 address that stands for its IPv4 address, or nothing if none or
  /// more than one does.
  public static Optional<Option> image(Option option, Translation translation) {
    Unsigned128 address = Addresses.parse(option.value(), Family.IPV4).orElseThrow();
    List<Range> image = translation.image(Ranges.of(address)).ranges();
    return image.size() == 1 && image.getFirst().first().equals(image.getFirst().last())
        ? Optional.of(
            Option.of(option.name(), Addresses.toString(image.getFirst().first(), Family.IPV6)))
        : Optional.empty();
  }
}
