package fwxlate.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in a packet's IPv6 extension headers and no field says.
///
/// @param segmentsLeft of the routing header, 0 to 255
/// @param routingWords how many times 8 bytes the routing header has behind its first 8
/// @param fragmentId of the fragment header, 32 bits
public record Extensions(
    Optional<Options> hopByHop,
    Optional<Options> destination,
    int segmentsLeft,
    int routingWords,
    long fragmentId) {
  public static final Extensions NONE =
      new Extensions(Optional.empty(), Optional.empty(), 0, 0, 0x77);

  /// A header that is a list of options (RFC 8200, section 4.2). Options of padding are added until
  /// it is a multiple of 8 bytes long.
  public record Options(List<Option> options) {
    private static final Option PAD1 = new Option(0, 0);

    public Options {
      var padded = new ArrayList<>(options);
      int rest = -size(padded) & 7;
      if (rest == 1) {
        padded.add(PAD1);
      } else if (rest > 1) {
        padded.add(new Option(1, rest - 2));
      }
      options = List.copyOf(padded);
    }

    private static int size(List<Option> options) {
      return 2 + options.stream().mapToInt(Option::size).sum();
    }

    /// In bytes, the two before the options included.
    public int size() {
      return size(options);
    }
  }

  /// One option; of type 0, which has no length, `length` is 0.
  ///
  /// @param length of its value, in bytes
  public record Option(int type, int length) {
    int size() {
      return type == 0 ? 1 : 2 + length;
    }
  }
}
