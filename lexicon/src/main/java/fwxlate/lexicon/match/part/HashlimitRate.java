package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rate of `-m hashlimit` as the kernel keeps it and the savers print it (libxt_hashlimit.c,
/// revision 3).
public sealed interface HashlimitRate {
  /// Packets are counted in units of a millionth of a second.
  long SCALE = 1_000_000;

  List<String> UNITS = List.of("day", "hour", "minute", "second");
  List<String> PRINTED = List.of("day", "hour", "min", "sec");
  List<Long> SECONDS = List.of(86400L, 3600L, 60L, 1L);

  Pattern PACKETS = Pattern.compile("(\\d{1,15})(?:/(\\p{Alpha}+))?");
  Pattern BYTES = Pattern.compile("(\\d{1,12})([km]?)b/s(?:ec|econd)?");
  Pattern BURST = Pattern.compile("(0[xX]\\p{XDigit}{1,8}|\\d{1,12})(?:([km])b?|b)?");

  /// How long an entry is kept where nobody says so, in milliseconds.
  long expiry();

  /// Packets in a unit of time.
  ///
  /// @param seconds of the unit
  record Packets(long count, long seconds) implements HashlimitRate {
    /// Millionths of a second for one packet; 0 where that is too fast to be kept.
    public long period() {
      return SCALE * seconds / count;
    }

    /// The same number of packets, but in a second: what `--hashlimit-rate-match` makes of it.
    public Packets perSecond() {
      return new Packets(count, 1);
    }

    @Override
    public long expiry() {
      return seconds * 1000;
    }

    /// How long an entry is kept by what is printed, in milliseconds: the unit may have changed.
    public long printedExpiry() {
      return SECONDS.get(unit()) * 1000;
    }

    /// The largest unit in which the period goes without a rest that shows.
    private int unit() {
      int i = 1;
      while (i < SECONDS.size()) {
        long whole = SECONDS.get(i) * SCALE;
        if (period() > whole || whole / period() < whole % period()) {
          break;
        }
        i++;
      }
      return i - 1;
    }

    @Override
    public String toString() {
      int unit = unit();
      return SECONDS.get(unit) * SCALE / period() + "/" + PRINTED.get(unit);
    }
  }

  /// Bytes a second, kept as a cost of 16 bytes out of 2^32 - 1.
  record Bytes(long cost) implements HashlimitRate {
    static final long ALL = 0xffff_ffffL;

    static Bytes of(long bytes) {
      return new Bytes(cost(bytes));
    }

    private static long cost(long bytes) {
      return ALL / ((bytes >> 4) + 1);
    }

    /// What the kernel makes of it, in bytes.
    public long bytes() {
      return (ALL / cost - 1) << 4;
    }

    @Override
    public long expiry() {
      return 15_000;
    }

    /// A burst in bytes as the savers print it: the kernel keeps whole seconds of the rate.
    public String burst(long burst) {
      long rounded = (burst + bytes() - 1) / bytes() * bytes();
      if (rounded >= 1 << 20) {
        return (rounded >> 20) + "mb";
      }
      return rounded >= 1 << 10 ? (rounded >> 10) + "kb" : rounded + "b";
    }

    @Override
    public String toString() {
      long bytes = bytes();
      for (int shift : new int[] {20, 10}) {
        // the tools cut with a mask of 32 bits
        if (bytes >= 1L << shift && cost(bytes & ALL >> shift << shift) == cost) {
          return (bytes >> shift) + (shift == 20 ? "mb/s" : "kb/s");
        }
      }
      return bytes + "b/s";
    }
  }

  /// Reads `n`, `n/unit`, `nb/s`, `nkb/s` or `nmb/s`, in decimal. Refused, beside what the tools
  /// and the kernel refuse: byte rates below 16, which become 0, and other units, which the tools
  /// take for something else (`10Kb/s` is 10 bytes, `10kb/min` is 10 packets).
  static Optional<HashlimitRate> read(String text) {
    Matcher bytes = BYTES.matcher(text);
    if (bytes.matches()) {
      long given = Long.parseLong(bytes.group(1)) * factor(bytes.group(2));
      return given < 16 || given >> 4 >= Bytes.ALL / 2
          ? Optional.empty()
          : Optional.of(Bytes.of(given));
    }
    Matcher packets = PACKETS.matcher(text);
    if (!packets.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(packets.group(1));
    String unit = packets.group(2) == null ? "second" : packets.group(2).toLowerCase(Locale.ROOT);
    for (int i = 0; i < UNITS.size(); i++) {
      if (UNITS.get(i).startsWith(unit)) {
        long seconds = SECONDS.get(i);
        return count == 0 || SCALE * seconds / count == 0
            ? Optional.empty()
            : Optional.of(new Packets(count, seconds));
      }
    }
    return Optional.empty();
  }

  /// Reads `n`, `nb`, `nkb` or `nmb`, packets or bytes, in any base; a bare number is at most a
  /// million. 2^32 bytes and more are refused: the tools let them wrap around.
  static Optional<Long> readBurst(String text) {
    Matcher burst = BURST.matcher(text);
    if (!burst.matches()) {
      return Optional.empty();
    }
    String unit = burst.group(2) == null ? "" : burst.group(2);
    boolean bare = burst.end(1) == text.length();
    return Numbers.unsigned(burst.group(1), 1, bare ? SCALE : Bytes.ALL)
        .map(value -> value * factor(unit))
        .filter(value -> value <= Bytes.ALL);
  }

  private static long factor(String unit) {
    return switch (unit) {
      case "m" -> 1 << 20;
      case "k" -> 1 << 10;
      default -> 1;
    };
  }
}
