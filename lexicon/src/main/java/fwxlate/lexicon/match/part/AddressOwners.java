package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.ruleset.Match;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What `-m geoip` and `-m asn` share: lists of names by which a database owns addresses.
public final class AddressOwners {
  /// XT_GEOIP_MAX and XT_ASN_MAX.
  private static final int MOST = 15;

  private AddressOwners() {}

  /// A comma list of at most 15 such names, each printed once, in the order given.
  public static Syntax list(String describe, Function<String, Optional<String>> name) {
    return Syntaxes.word(describe + ",...", (text, _) -> read(text, describe, name));
  }

  private static Syntax.Parsed read(
      String text, String describe, Function<String, Optional<String>> name) {
    List<String> given = List.of(text.split(",", -1));
    List<Optional<String>> names = given.stream().map(name).distinct().toList();
    return given.size() > MOST || names.stream().anyMatch(Optional::isEmpty)
        ? Syntaxes.refused(
            "is not a list of its values", "write `" + describe + "`, at most " + MOST + " of them")
        : Syntax.Parsed.of(
            names.stream().flatMap(Optional::stream).collect(Collectors.joining(",")));
  }

  /// The databases are different files, so that the proof must take them for granted.
  public static Counterpart counterpart(Match match) {
    return Counterpart.same(match)
        .assuming(
            "the IPv6 database of `-m "
                + match.name()
                + "` places IPv6 addresses as the IPv4 database places those that they stand for");
  }
}
