package fwxlate.lexicon;

import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Types and codes of ICMP and ICMPv6 as values of [fwxlate.packet.Field#ICMP] (type * 256 + code),
/// their names, and which stands for which (RFC 7915 section 4.2, and the functional pairs of
/// redirects and router messages).
public final class IcmpTypes {
  private static final Map<String, String> NAMES4 =
      Map.ofEntries(
          Map.entry("any", "any"),
          Map.entry("echo-reply", "0"),
          Map.entry("pong", "0"),
          Map.entry("destination-unreachable", "3"),
          Map.entry("network-unreachable", "3/0"),
          Map.entry("host-unreachable", "3/1"),
          Map.entry("protocol-unreachable", "3/2"),
          Map.entry("port-unreachable", "3/3"),
          Map.entry("fragmentation-needed", "3/4"),
          Map.entry("source-route-failed", "3/5"),
          Map.entry("network-unknown", "3/6"),
          Map.entry("host-unknown", "3/7"),
          Map.entry("network-prohibited", "3/9"),
          Map.entry("host-prohibited", "3/10"),
          Map.entry("tos-network-unreachable", "3/11"),
          Map.entry("tos-host-unreachable", "3/12"),
          Map.entry("communication-prohibited", "3/13"),
          Map.entry("host-precedence-violation", "3/14"),
          Map.entry("precedence-cutoff", "3/15"),
          Map.entry("source-quench", "4"),
          Map.entry("redirect", "5"),
          Map.entry("network-redirect", "5/0"),
          Map.entry("host-redirect", "5/1"),
          Map.entry("tos-network-redirect", "5/2"),
          Map.entry("tos-host-redirect", "5/3"),
          Map.entry("echo-request", "8"),
          Map.entry("ping", "8"),
          Map.entry("router-advertisement", "9"),
          Map.entry("router-solicitation", "10"),
          Map.entry("time-exceeded", "11"),
          Map.entry("ttl-exceeded", "11"),
          Map.entry("ttl-zero-during-transit", "11/0"),
          Map.entry("ttl-zero-during-reassembly", "11/1"),
          Map.entry("parameter-problem", "12"),
          Map.entry("ip-header-bad", "12/0"),
          Map.entry("required-option-missing", "12/1"),
          Map.entry("timestamp-request", "13"),
          Map.entry("timestamp-reply", "14"),
          Map.entry("address-mask-request", "17"),
          Map.entry("address-mask-reply", "18"));

  private static final Map<String, String> NAMES6 =
      Map.ofEntries(
          Map.entry("destination-unreachable", "1"),
          Map.entry("no-route", "1/0"),
          Map.entry("communication-prohibited", "1/1"),
          Map.entry("beyond-scope", "1/2"),
          Map.entry("address-unreachable", "1/3"),
          Map.entry("port-unreachable", "1/4"),
          Map.entry("failed-policy", "1/5"),
          Map.entry("reject-route", "1/6"),
          Map.entry("packet-too-big", "2"),
          Map.entry("time-exceeded", "3"),
          Map.entry("ttl-exceeded", "3"),
          Map.entry("ttl-zero-during-transit", "3/0"),
          Map.entry("ttl-zero-during-reassembly", "3/1"),
          Map.entry("parameter-problem", "4"),
          Map.entry("bad-header", "4/0"),
          Map.entry("unknown-header-type", "4/1"),
          Map.entry("unknown-option", "4/2"),
          Map.entry("echo-request", "128"),
          Map.entry("ping", "128"),
          Map.entry("echo-reply", "129"),
          Map.entry("pong", "129"),
          Map.entry("mld-listener-query", "130"),
          Map.entry("mld-listener-report", "131"),
          Map.entry("mld-listener-done", "132"),
          Map.entry("mld-listener-reduction", "132"),
          Map.entry("router-solicitation", "133"),
          Map.entry("router-advertisement", "134"),
          Map.entry("neighbour-solicitation", "135"),
          Map.entry("neighbor-solicitation", "135"),
          Map.entry("neighbour-advertisement", "136"),
          Map.entry("neighbor-advertisement", "136"),
          Map.entry("redirect", "137"));

  /// The pairs, disjoint on both sides. Each is a whole block: the class of ICMP messages that the
  /// rules treat like the representative stands for all the ICMPv6 messages of the line.
  private static final List<Pair> PAIRS =
      List.of(
          pair(type(0), type(129), 0),
          pair(type(8), type(128), 8 * 256),
          pair(code(3, 0), code(1, 0), 3 * 256),
          pair(code(3, 1), code(1, 3), 3 * 256 + 1),
          pair(code(3, 2), code(4, 1), 3 * 256 + 2),
          pair(code(3, 3), code(1, 4), 3 * 256 + 3),
          pair(code(3, 4), type(2), 3 * 256 + 4),
          pair(code(3, 9).or(code(3, 10)).or(code(3, 13)), code(1, 1), 3 * 256 + 13),
          pair(
              codes(3, 5, 8).or(codes(3, 11, 12)).or(codes(3, 14, 255)),
              code(1, 2).or(codes(1, 5, 255)),
              3 * 256 + 255),
          pair(type(5), type(137), 5 * 256 + 1),
          pair(type(9), type(134), 9 * 256),
          pair(type(10), type(133), 10 * 256),
          pair(code(11, 0), code(3, 0), 11 * 256),
          pair(code(11, 1), code(3, 1), 11 * 256 + 1),
          pair(codes(11, 2, 255), codes(3, 2, 255), 11 * 256 + 255),
          pair(code(12, 0), code(4, 0), 12 * 256),
          pair(code(12, 1), code(4, 2), 12 * 256 + 1),
          pair(codes(12, 2, 255), codes(4, 3, 255), 12 * 256 + 255));

  /// One line of the correspondence.
  ///
  /// @param values4 values of [fwxlate.packet.Field#ICMP] in IPv4
  /// @param values6 the values in IPv6 that they stand for
  /// @param representative the one of `values4` that speaks for the others: a set that leaves it
  ///   out has no share in `values6`
  public record Pair(Ranges values4, Ranges values6, Unsigned128 representative) {}

  private static Pair pair(Ranges values4, Ranges values6, long representative) {
    return new Pair(values4, values6, Unsigned128.of(representative));
  }

  private static Ranges type(int type) {
    return codes(type, 0, 255);
  }

  private static Ranges code(int type, int code) {
    return codes(type, code, code);
  }

  private static Ranges codes(int type, int first, int last) {
    return Ranges.of(type * 256L + first, type * 256L + last);
  }

  private IcmpTypes() {}

  public static List<Pair> pairs() {
    return PAIRS;
  }

  /// The canonical word of a type: numbers, `any` for ICMP alone; a name may be cut short where it
  /// stays unambiguous, as the tools take it.
  public static Syntax.Parsed read(String text, Family family) {
    Map<String, String> names = family == Family.IPV4 ? NAMES4 : NAMES6;
    String lower = text.toLowerCase(Locale.ROOT);
    String exact = names.get(lower);
    if (exact != null) {
      return Syntax.Parsed.of(exact);
    }
    List<String> found =
        names.entrySet().stream()
            .filter(e -> !lower.isEmpty() && e.getKey().startsWith(lower))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    if (found.size() == 1) {
      return Syntax.Parsed.of(found.getFirst());
    }
    int slash = text.indexOf('/');
    Optional<Long> type = Numbers.unsigned(slash < 0 ? text : text.substring(0, slash), 0, 255);
    Optional<Long> code =
        slash < 0 ? Optional.of(0L) : Numbers.unsigned(text.substring(slash + 1), 0, 255);
    if (type.isEmpty() || code.isEmpty()) {
      return Syntaxes.refused("is not a type", "write a name, `type` or `type/code`, 0 to 255");
    }
    return Syntax.Parsed.of(slash < 0 ? "" + type.get() : type.get() + "/" + code.get());
  }

  /// The values of a canonical word of `--icmp-type`: type 255, however its code is given, is what
  /// the kernel keeps for `any` (icmp_type_code_match in ip_tables.c).
  public static Ranges values4(String word) {
    return word.startsWith("255") ? Ranges.of(0, 65535) : values(word);
  }

  /// The values of a canonical word.
  public static Ranges values(String word) {
    if (word.equals("any")) {
      return Ranges.of(0, 65535);
    }
    int slash = word.indexOf('/');
    if (slash < 0) {
      long type = Numbers.canonical(word);
      return Ranges.of(type * 256, type * 256 + 255);
    }
    long type = Numbers.canonical(word.substring(0, slash));
    return Ranges.of(type * 256 + Numbers.canonical(word.substring(slash + 1)));
  }

  /// The ICMPv6 values that stand for these ICMP values.
  public static Ranges image(Ranges values4) {
    var image = new ArrayList<Range>();
    for (Pair pair : PAIRS) {
      if (values4.contains(pair.representative())) {
        image.addAll(pair.values6().ranges());
      }
    }
    return Ranges.union(image);
  }

  /// The given ICMPv6 values as few tests: each a type or a code of `--icmpv6-type`, less some
  /// codes of that type.
  public static List<Cover> cover6(Ranges values6) {
    var cover = new ArrayList<Cover>();
    for (int type = 0; type < 256; type++) {
      Ranges here = values6.and(type(type));
      List<String> inside = codeWords(here);
      List<String> outside = codeWords(type(type).minus(here));
      if (inside.isEmpty()) {
        continue;
      }
      if (outside.size() < inside.size()) {
        cover.add(new Cover("" + type, outside));
      } else {
        inside.forEach(word -> cover.add(new Cover(word, List.of())));
      }
    }
    return List.copyOf(cover);
  }

  /// One test of `--icmpv6-type`.
  ///
  /// @param word a type or `type/code`
  /// @param less codes of the type that are not meant
  public record Cover(String word, List<String> less) {
    public Cover {
      less = List.copyOf(less);
    }
  }

  private static List<String> codeWords(Ranges values) {
    var words = new ArrayList<String>();
    for (Range range : values.ranges()) {
      for (long value = range.first().toLong(); value <= range.last().toLong(); value++) {
        words.add(value / 256 + "/" + value % 256);
      }
    }
    return words;
  }

  /// For people: `type` or `type/code`.
  public static String toString(Unsigned128 value) {
    long number = value.toLong();
    return number % 256 == 0 ? "" + number / 256 : number / 256 + "/" + number % 256;
  }
}
