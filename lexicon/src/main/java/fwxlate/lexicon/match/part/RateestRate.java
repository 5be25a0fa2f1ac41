package fwxlate.lexicon.match.part;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rate of `-m rateest` in bits a second; the kernel keeps bytes, of 32 bits.
public final class RateestRate {
  /// Bytes a second that are printed so that they can be read again.
  private static final double MOST = 0xffff_ffffL;

  private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)([A-Za-z]*)");

  /// Bits by suffix, in any case.
  private static final Map<String, Double> SUFFIXES =
      Map.ofEntries(
          Map.entry("", 1.),
          Map.entry("bit", 1.),
          Map.entry("kibit", 1024.),
          Map.entry("kbit", 1e3),
          Map.entry("mibit", 1024. * 1024),
          Map.entry("mbit", 1e6),
          Map.entry("gibit", 1024. * 1024 * 1024),
          Map.entry("gbit", 1e9),
          Map.entry("bps", 8.),
          Map.entry("kibps", 8. * 1024),
          Map.entry("kbps", 8e3),
          Map.entry("mibps", 8. * 1024 * 1024),
          Map.entry("mbps", 8e6),
          Map.entry("gibps", 8. * 1024 * 1024 * 1024),
          Map.entry("gbps", 8e9));

  private RateestRate() {}

  /// The rate as the savers print it: in bits below a million, then in thousands, then in millions,
  /// rounded. Nothing for what is no rate, and for rates that do not fit, which the tool cuts.
  public static Optional<String> read(String text) {
    Matcher matcher = RATE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Double bits = SUFFIXES.get(matcher.group(2).toLowerCase(Locale.ROOT));
    if (bits == null) {
      return Optional.empty();
    }
    double bytes = Math.floor(Double.parseDouble(matcher.group(1)) * bits / 8);
    double kept = bytes * 8;
    double unit = kept >= 1e9 ? 1e6 : kept >= 1e6 ? 1e3 : 1;
    double printed = Math.rint(kept / unit);
    if (printed * unit / 8 > MOST) {
      return Optional.empty();
    }
    String suffix = unit == 1e6 ? "Mbit" : unit == 1e3 ? "Kbit" : "bit";
    return Optional.of("%.0f".formatted(printed) + suffix);
  }
}
