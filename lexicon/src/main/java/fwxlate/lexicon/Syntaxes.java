package fwxlate.lexicon;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.packet.Family;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// The argument syntaxes that several extensions share.
public final class Syntaxes {
  private Syntaxes() {}

  /// No argument.
  public static final Syntax NOTHING =
      new Syntax() {
        @Override
        public int fewest() {
          return 0;
        }

        @Override
        public String describe() {
          return "";
        }

        @Override
        public Parsed read(List<Word> words, Family family) {
          return new Parsed.Value(List.of());
        }
      };

  /// `port`, `first:last`, `:last`, `first:`, by number or service name; the savers print numbers,
  /// and drop the option for all ports.
  public static final Syntax PORT_RANGE = word("port[:port]", (text, _) -> portRange(text));

  /// Ports as the resolver reads them (see [#resolvedPorts]); all ports are dropped by the savers.
  public static final Syntax RESOLVED_PORT_RANGE =
      word(
          "port[:port]",
          (text, _) ->
              resolvedPorts(text)
                  .map(ports ->
                      ports.equals("0:65535")
                          ? new Syntax.Parsed.Everything(List.of(Word.of(ports)))
                          : Syntax.Parsed.of(ports))
                  .orElseGet(Syntaxes::notAPort));

  /// An interface name or `prefix+`; `+` alone is dropped by the savers.
  public static final Syntax INTERFACE =
      word(
          "name or prefix+",
          (text, _) -> {
            if (text.equals("+")) {
              return new Syntax.Parsed.Everything(List.of(Word.of("+")));
            }
            return text.getBytes(StandardCharsets.UTF_8).length > InterfaceName.LONGEST
                ? refused("is longer than an interface name can be", "write at most 15 characters")
                : Syntax.Parsed.of(text);
          });

  /// `ADDRESS[/MASK]`, as [Network#parse] reads it; everything (`/0`) is dropped by the savers, and
  /// whatever stands before that mask is not looked at (libxtables, xtables_ipparse_multiple: "the
  /// name is ignored, like in any/0").
  public static final Syntax NETWORK =
      word(
          "address[/mask]",
          (text, family) -> {
            int slash = text.indexOf('/');
            Network everything = Network.of(family, Unsigned128.ZERO, 0);
            String any = Addresses.toString(everything.address(), family);
            if (slash >= 0
                && Network.parse(any + text.substring(slash), family)
                    .filter(Network::isEverything)
                    .isPresent()) {
              return new Syntax.Parsed.Everything(List.of(Word.of(everything.toString())));
            }
            return Network.parse(text, family)
                .map(network -> Syntax.Parsed.of(network.toString()))
                .orElseGet(() -> notAnAddress(text, family));
          },
          Syntaxes::network);

  /// A protocol by name or number; `all` and 0 are dropped by the savers.
  public static final Syntax PROTOCOL =
      word(
          "protocol",
          (text, _) -> {
            Optional<Integer> number = Names.protocol(text);
            if (number.isEmpty()) {
              return refused("is not a protocol", "write a name of /etc/protocols or 0 to 255");
            }
            return number.get() == 0
                ? new Syntax.Parsed.Everything(List.of(Word.of("all")))
                : Syntax.Parsed.of(Names.protocolWord(text, number.get()));
          });

  /// `value[/mask]` of 32 bits, printed in hexadecimal, the mask only where it is not all ones.
  public static final Syntax MARK = word("value[/mask]", (text, _) -> mark(text));

  /// A link layer address, six bytes in hexadecimal; printed in lower case.
  public static final Syntax MAC =
      word(
          "xx:xx:xx:xx:xx:xx",
          (text, _) ->
              text.matches("\\p{XDigit}{1,2}(:\\p{XDigit}{1,2}){5}")
                  ? Syntax.Parsed.of(mac(text))
                  : refused("is not a link layer address", "write six bytes, `00:00:5e:00:53:01`"));

  /// `first-last` or one address; printed as a range.
  public static final Syntax ADDRESS_RANGE =
      word(
          "address[-address]",
          (text, family) -> {
            int dash = text.indexOf('-');
            String first = dash < 0 ? text : text.substring(0, dash);
            String last = dash < 0 ? text : text.substring(dash + 1);
            Optional<Unsigned128> low = Addresses.parse(first, family);
            Optional<Unsigned128> high = Addresses.parse(last, family);
            if (low.isEmpty() || high.isEmpty()) {
              return notAnAddress(text, family);
            }
            return Syntax.Parsed.of(
                Addresses.toString(low.get(), family)
                    + "-"
                    + Addresses.toString(high.get(), family));
          },
          Syntaxes::addressRange);

  /// The bits of an address that count: 0 to 32 or 128, or a mask without holes; printed as a
  /// number. Masks with holes, which the tools take as full, are refused.
  public static final Syntax PREFIX_LENGTH =
      word(
          "bits or mask",
          (text, family) -> {
            Optional<Integer> length =
                Network.parse((family == Family.IPV4 ? "0.0.0.0/" : "::/") + text, family)
                    .flatMap(Network::prefixLength);
            return length
                .map(bits -> Syntax.Parsed.of("" + bits))
                .orElseGet(() ->
                    refused(
                        "is not a number of bits",
                        "write 0 to " + Addresses.bits(family) + ", or a mask without holes"));
          });

  /// A number from `least` to `most`, printed in decimal.
  public static Syntax number(long least, long most) {
    return word(
        least + "-" + Long.toUnsignedString(most),
        (text, _) ->
            Numbers.unsigned(text, least, most)
                .map(n -> Syntax.Parsed.of(Long.toUnsignedString(n)))
                .orElseGet(() ->
                    refused(
                        "is not a number that this option takes",
                        "write a number from " + least + " to " + Long.toUnsignedString(most))));
  }

  /// A number from `least` to `most`, printed as `0x` and at least `digits` hexadecimal digits.
  public static Syntax hex(long least, long most, int digits) {
    return word(
        "0x" + Long.toHexString(least) + "-0x" + Long.toHexString(most),
        (text, _) ->
            Numbers.unsigned(text, least, most)
                .map(n -> Syntax.Parsed.of(hexWord(n, digits)))
                .orElseGet(() ->
                    refused(
                        "is not a number that this option takes",
                        "write a number from " + least + " to " + Long.toUnsignedString(most))));
  }

  /// `n`, `first:last`, `:last` or `first:`, each from `least` to `most`; printed as one number
  /// where both ends are equal. A range from high to low is refused.
  public static Syntax range(long least, long most) {
    return word(
        "n[:n]",
        (text, _) -> {
          int colon = text.indexOf(':');
          String low = colon < 0 ? text : text.substring(0, colon);
          String high = colon < 0 ? text : text.substring(colon + 1);
          Optional<Long> first =
              low.isEmpty() && colon >= 0 ? Optional.of(least) : Numbers.unsigned(low, least, most);
          Optional<Long> last =
              high.isEmpty() && colon >= 0
                  ? Optional.of(most)
                  : Numbers.unsigned(high, least, most);
          if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
            return refused(
                "is not a range that this option takes",
                "write `n` or `first:last`, from " + least + " to " + most);
          }
          return Syntax.Parsed.of(
              first.get().equals(last.get()) ? "" + first.get() : first.get() + ":" + last.get());
        });
  }

  /// Free text of at most `most` bytes, quoted where the savers quote.
  public static Syntax text(int most) {
    return new OneWord("text") {
      @Override
      public Parsed read(Word word, Family family) {
        return word.text().getBytes(StandardCharsets.UTF_8).length > most
            ? refused("is too long", "write at most " + most + " bytes")
            : new Parsed.Value(List.of(Word.text(word.text())));
      }
    };
  }

  /// A name of at most `most` bytes, printed as it is.
  public static Syntax name(int most) {
    return word(
        "name",
        (text, _) ->
            text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > most
                ? refused("is not a name", "write 1 to " + most + " characters")
                : Syntax.Parsed.of(text));
  }

  /// A name of at most `most` bytes that the kernel gives a file below /proc and that the savers
  /// print without quotes.
  public static Syntax fileName(int most) {
    return word(
        "name",
        (text, _) ->
            !text.matches("[^/\\s\"'\\\\]+")
                    || text.matches("\\.\\.?")
                    || text.getBytes(StandardCharsets.UTF_8).length > most
                ? refused(
                    "is not a name",
                    "write 1 to " + most + " characters, no slash, blank, quote or backslash")
                : Syntax.Parsed.of(text));
  }

  /// One of these words, in any case if `anyCase`; printed as listed.
  public static Syntax choice(boolean anyCase, String... words) {
    List<String> known = List.of(words);
    return word(
        String.join("|", known),
        (text, _) ->
            known.stream()
                .filter(k -> anyCase ? k.equalsIgnoreCase(text) : k.equals(text))
                .findFirst()
                .map(Syntax.Parsed::of)
                .orElseGet(() ->
                    refused(
                        "is not one of its values", "write one of " + String.join(", ", known))));
  }

  /// A comma list out of these words, in any case and order; printed in the order listed.
  public static Syntax listOf(String... words) {
    List<String> known = List.of(words);
    return word(
        String.join(",", known),
        (text, _) -> {
          var given = new ArrayList<String>();
          for (String part : text.split(",", -1)) {
            String upper = part.toUpperCase(Locale.ROOT);
            Optional<String> found =
                known.stream().filter(k -> k.toUpperCase(Locale.ROOT).equals(upper)).findFirst();
            if (found.isEmpty()) {
              return refused(
                  "is not a list of its values", "write some of " + String.join(",", known));
            }
            given.add(found.get());
          }
          return Syntax.Parsed.of(
              known.stream().filter(given::contains).collect(Collectors.joining(",")));
        });
  }

  /// A comma list out of these words, in any case and order, each perhaps cut short (the first of
  /// the list that begins like that is meant, as `strncasecmp` finds it); printed whole and in the
  /// order listed.
  public static Syntax shortenedListOf(String... words) {
    List<String> known = List.of(words);
    return word(
        String.join(",", known),
        (text, _) -> {
          var given = new ArrayList<String>();
          for (String part : text.split(",", -1)) {
            String upper = part.toUpperCase(Locale.ROOT);
            Optional<String> found = known.stream().filter(k -> k.startsWith(upper)).findFirst();
            if (upper.isEmpty() || found.isEmpty()) {
              return refused(
                  "is not a list of its values", "write some of " + String.join(",", known));
            }
            given.add(found.get());
          }
          return Syntax.Parsed.of(
              known.stream().filter(given::contains).collect(Collectors.joining(",")));
        });
  }

  /// A syntax of one word.
  public static Syntax word(String describe, BiFunction<String, Family, Syntax.Parsed> read) {
    return word(describe, read, (_, _) -> List.of());
  }

  /// A syntax of one word that names addresses.
  ///
  /// @param named the addresses of the canonical word
  public static Syntax word(
      String describe,
      BiFunction<String, Family, Syntax.Parsed> read,
      BiFunction<String, Family, List<ValueSet>> named) {
    return new OneWord(describe) {
      @Override
      public Parsed read(Word word, Family family) {
        return read.apply(word.text(), family);
      }

      @Override
      public List<ValueSet> addresses(List<Word> words, Family family) {
        return named.apply(words.getFirst().text(), family);
      }
    };
  }

  /// The addresses of `ADDRESS[/MASK]`.
  public static List<ValueSet> network(String text, Family family) {
    return Network.parse(text, family).map(Network::addresses).stream().toList();
  }

  /// The addresses of `first-last`; none from high to low.
  public static List<ValueSet> addressRange(String text, Family family) {
    String[] ends = text.split("-", 2);
    Optional<Unsigned128> first = Addresses.parse(ends[0], family);
    Optional<Unsigned128> last = Addresses.parse(ends[ends.length - 1], family);
    return first
        .flatMap(
            low -> last.filter(low::atMost).<ValueSet>map(high -> Ranges.of(new Range(low, high))))
        .stream()
        .toList();
  }

  /// Refuses the first word.
  public static Syntax.Parsed refused(String problem, String help) {
    return new Syntax.Parsed.Refused(0, problem, help);
  }

  /// A port by number or service name.
  public static Optional<Integer> port(String text) {
    Optional<Integer> number = Numbers.unsigned(text, 0, 65535).map(Long::intValue);
    return number.isPresent() ? number : Names.service(text);
  }

  /// The canonical `port` or `first:last` of an option that asks the resolver for its ports
  /// (XTTYPE_PORTRC): numbers are decimal whatever they begin with, so that `010` is 10. What the
  /// tools take beyond that is refused: numbers above 65535 wrap around, an empty word is port 0,
  /// and 1.8.9 takes ranges from high to low.
  public static Optional<String> resolvedPorts(String text) {
    int colon = text.indexOf(':');
    String low = colon < 0 ? text : text.substring(0, colon);
    String high = colon < 0 ? text : text.substring(colon + 1);
    Optional<Integer> first = low.isEmpty() && colon >= 0 ? Optional.of(0) : resolvedPort(low);
    Optional<Integer> last = high.isEmpty() && colon >= 0 ? Optional.of(65535) : resolvedPort(high);
    if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
      return Optional.empty();
    }
    return Optional.of(
        first.get().equals(last.get()) ? "" + first.get() : first.get() + ":" + last.get());
  }

  private static Optional<Integer> resolvedPort(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      String digits = text.replaceFirst("^0+(?=.)", "");
      return Numbers.unsigned(digits, 0, 65535).map(Long::intValue);
    }
    return Names.service(text);
  }

  /// `0x` and the number in at least `digits` hexadecimal digits.
  public static String hexWord(long number, int digits) {
    String hex = Long.toHexString(number);
    return "0x" + "0".repeat(Math.max(0, digits - hex.length())) + hex;
  }

  /// Refuses the first word as a port.
  public static Syntax.Parsed notAPort() {
    return refused("is not a port", "write 0 to 65535, `first:last`, or a service's name");
  }

  private static Syntax.Parsed portRange(String text) {
    int colon = text.indexOf(':');
    String low = colon < 0 ? text : text.substring(0, colon);
    String high = colon < 0 ? text : text.substring(colon + 1);
    Optional<Integer> first = low.isEmpty() && colon >= 0 ? Optional.of(0) : port(low);
    Optional<Integer> last = high.isEmpty() && colon >= 0 ? Optional.of(65535) : port(high);
    if (first.isEmpty() || last.isEmpty()) {
      return refused("is not a port", "write 0 to 65535, `first:last`, or a service's name");
    }
    if (first.get() > last.get()) {
      return refused("is a range from high to low", "write the lower port first");
    }
    if (first.get() == 0 && last.get() == 65535) {
      return new Syntax.Parsed.Everything(List.of(Word.of("0:65535")));
    }
    return Syntax.Parsed.of(
        first.get().equals(last.get()) ? "" + first.get() : first.get() + ":" + last.get());
  }

  private static Syntax.Parsed mark(String text) {
    int slash = text.indexOf('/');
    Optional<Long> value =
        Numbers.unsigned(slash < 0 ? text : text.substring(0, slash), 0, 0xffffffffL);
    Optional<Long> mask =
        slash < 0
            ? Optional.of(0xffffffffL)
            : Numbers.unsigned(text.substring(slash + 1), 0, 0xffffffffL);
    if (value.isEmpty() || mask.isEmpty()) {
      return refused("is not a mark", "write `value` or `value/mask`, 32 bits each");
    }
    String printed = hexWord(value.get(), 1);
    return Syntax.Parsed.of(
        mask.get() == 0xffffffffL ? printed : printed + "/" + hexWord(mask.get(), 1));
  }

  private static String mac(String text) {
    return text.toLowerCase(Locale.ROOT)
        .lines()
        .flatMap(line -> List.of(line.split(":")).stream())
        .map(b -> b.length() == 1 ? "0" + b : b)
        .collect(Collectors.joining(":"));
  }

  private static Syntax.Parsed notAnAddress(String text, Family family) {
    Family other = family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
    String start = text.split("[-/]", 2)[0];
    if (Addresses.parse(start, other).isPresent()) {
      return refused(
          family == Family.IPV4
              ? "is an IPv6 address in an IPv4 ruleset"
              : "is an IPv4 address in an IPv6 ruleset",
          family == Family.IPV4
              ? "is this file for ip6tables-restore? then say `--family 6`"
              : "is this file for iptables-restore? then say `--family 4`");
    }
    return refused("is not an address", "write the address in numbers: names are never looked up");
  }

  private abstract static class OneWord implements Syntax {
    private final String describe;

    OneWord(String describe) {
      this.describe = describe;
    }

    abstract Parsed read(Word word, Family family);

    @Override
    public int fewest() {
      return 1;
    }

    @Override
    public String describe() {
      return describe;
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      return read(words.getFirst(), family);
    }
  }
}
