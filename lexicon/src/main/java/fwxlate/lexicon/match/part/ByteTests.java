package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Numbers;
import fwxlate.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What `-m u32` asks: all tests must be met (xt_u32.c, u32_match_it).
public record ByteTests(List<Comparison> tests) {
  private static final long MOST = 0xffffffffL;

  /// XT_U32_MAXSIZE: tests of a rule, numbers of a location, ranges of a test.
  private static final int MOST_PARTS = 10;

  /// Bits that the kernel lets a value be shifted by.
  private static final long MOST_SHIFT = 31;

  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9a-fA-FxX]*");

  /// Bytes of the IPv6 header, and how many of them IPv4 has not.
  public static final long HEADER6 = 40;

  public static final long LONGER = 20;

  /// `0>>22&0x3C@`: the length of the IPv4 header, in bytes, as the place to go on from.
  private static final List<Step> PAST_HEADER4 =
      List.of(new Step("", 0), new Step(">>", 22), new Step("&", 0x3c));

  /// The byte of the IPv4 header that holds the protocol, and that of the IPv6 header.
  private static final List<Step> PROTOCOL4 = List.of(new Step("", 6), new Step("&", 0xff));

  private static final List<Step> PROTOCOL6 = List.of(new Step("", 3), new Step("&", 0xff));

  /// Protocols that IPv6 has not, or has as extension headers: 1 is none of them, it becomes 58.
  private static final Set<Long> NOT_IPV6 = Set.of(0L, 2L, 4L, 41L, 43L, 44L, 51L, 58L, 59L, 60L);

  public ByteTests {
    tests = List.copyOf(tests);
  }

  /// The four bytes at a place, after some steps, are in one of the ranges; a range from high to
  /// low is kept as the tool keeps it, and is never met.
  public record Comparison(List<Step> steps, List<Ends> values) {
    public Comparison {
      steps = List.copyOf(steps);
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return steps.stream().map(Step::toString).collect(Collectors.joining())
          + "="
          + values.stream().map(Ends::toString).collect(Collectors.joining(","));
    }
  }

  /// The first step, without operator, reads at a place; `@` reads again, relative to the value
  /// just read.
  public record Step(String operator, long number) {
    @Override
    public String toString() {
      return operator + "0x" + Long.toHexString(number);
    }
  }

  public record Ends(long first, long last) {
    @Override
    public String toString() {
      String text = "0x" + Long.toHexString(first);
      return first == last ? text : text + ":0x" + Long.toHexString(last);
    }
  }

  @Override
  public String toString() {
    return tests.stream().map(Comparison::toString).collect(Collectors.joining("&&"));
  }

  /// Reads `LOCATION=VALUE[:VALUE],...[&&...]`, blanks between the words.
  public static Optional<ByteTests> parse(String text) {
    var tests = new ArrayList<Comparison>();
    var reader = new Reader(text);
    do {
      Optional<Comparison> test = reader.test();
      if (test.isEmpty() || tests.size() == MOST_PARTS) {
        return Optional.empty();
      }
      tests.add(test.get());
    } while (reader.take("&&"));
    return reader.atEnd() ? Optional.of(new ByteTests(tests)) : Optional.empty();
  }

  /// The same test of an IPv6 packet without extension headers, or nothing where it asks for bytes
  /// of the IPv4 header that IPv6 has not in one place.
  public static Optional<Comparison> inIpv6(Comparison test) {
    List<Step> steps = test.steps;
    Optional<HeaderComparison> header = HeaderComparison.of(test, Family.IPV4);
    if (header.isPresent()) {
      return header.get().inIpv6();
    }
    if (steps.equals(PROTOCOL4)) {
      return protocols(test.values).map(values -> new Comparison(PROTOCOL6, values));
    }
    int past = PAST_HEADER4.size();
    boolean pastHeader =
        steps.size() > past
            && steps.subList(0, past).equals(PAST_HEADER4)
            && steps.get(past).operator.equals("@");
    if (pastHeader) {
      var rest = new ArrayList<Step>();
      for (Step step : steps.subList(past, steps.size())) {
        boolean first = rest.isEmpty();
        boolean reads = step.operator.equals("@");
        rest.add(new Step(first ? "" : step.operator, step.number + (reads ? HEADER6 : 0)));
      }
      return inRange(new Comparison(rest, test.values));
    }
    boolean fixed = steps.stream().noneMatch(s -> s.operator.equals("@"));
    if (fixed && steps.getFirst().number >= LONGER) {
      var rest = new ArrayList<>(steps);
      rest.set(0, new Step("", steps.getFirst().number + LONGER));
      return inRange(new Comparison(rest, test.values));
    }
    return Optional.empty();
  }

  private static Optional<Comparison> inRange(Comparison test) {
    return test.steps.stream().allMatch(s -> s.number <= MOST)
        ? Optional.of(test)
        : Optional.empty();
  }

  private static Optional<List<Ends>> protocols(List<Ends> values) {
    var mapped = new ArrayList<Ends>();
    for (Ends ends : values) {
      if (ends.first != ends.last || NOT_IPV6.contains(ends.first)) {
        return Optional.empty();
      }
      long number = ends.first == 1 ? 58 : ends.first;
      mapped.add(new Ends(number, number));
    }
    return Optional.of(mapped);
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean atEnd() {
      skip();
      return at == text.length();
    }

    boolean take(String word) {
      skip();
      boolean there = text.startsWith(word, at);
      at += there ? word.length() : 0;
      return there;
    }

    private void skip() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private Optional<Long> number() {
      skip();
      Matcher number = NUMBER.matcher(text).region(at, text.length());
      if (!number.lookingAt()) {
        return Optional.empty();
      }
      at = number.end();
      return Numbers.unsigned(number.group(), 0, MOST);
    }

    Optional<Comparison> test() {
      var steps = new ArrayList<Step>();
      String operator = "";
      do {
        Optional<Long> number = number();
        boolean shift = operator.equals("<<") || operator.equals(">>");
        if (number.isEmpty()
            || steps.size() == MOST_PARTS
            || (shift && number.get() > MOST_SHIFT)) {
          return Optional.empty();
        }
        steps.add(new Step(operator, number.get()));
        operator = operator();
      } while (!operator.isEmpty());
      return take("=") ? values().map(values -> new Comparison(steps, values)) : Optional.empty();
    }

    private String operator() {
      for (String known : List.of("&", "<<", ">>", "@")) {
        if (take(known)) {
          return known;
        }
      }
      return "";
    }

    private Optional<List<Ends>> values() {
      var values = new ArrayList<Ends>();
      do {
        Optional<Long> first = number();
        Optional<Long> last = take(":") ? number() : first;
        if (first.isEmpty() || last.isEmpty() || values.size() == MOST_PARTS) {
          return Optional.empty();
        }
        values.add(new Ends(first.get(), last.get()));
      } while (take(","));
      return Optional.of(values);
    }
  }
}
