package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.HashlimitRate;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `-m hashlimit`: a rate for each address, port or pair of them (xt_hashlimit.c). Tables are known
/// by their names in each family apart.
public record Hashlimit() implements MatchEntry {
  /// Bytes of the longest name (NAME_MAX - 1); the tools cut longer ones.
  private static final int LONGEST = 254;

  /// The kernel takes more entries and buckets for this many.
  private static final long MOST_ENTRIES = 1 << 20;

  private static final String UP_TO = "--hashlimit-upto";
  private static final String ABOVE = "--hashlimit-above";
  private static final String BURST = "--hashlimit-burst";
  private static final String MODE = "--hashlimit-mode";
  private static final String NAME = "--hashlimit-name";
  private static final String SIZE = "--hashlimit-htable-size";
  private static final String MOST = "--hashlimit-htable-max";
  private static final String CLEAN = "--hashlimit-htable-gcinterval";
  private static final String EXPIRE = "--hashlimit-htable-expire";
  private static final String SOURCE_MASK = "--hashlimit-srcmask";
  private static final String DESTINATION_MASK = "--hashlimit-dstmask";
  private static final String RATE_MATCH = "--hashlimit-rate-match";
  private static final String INTERVAL = "--hashlimit-rate-interval";

  private static final List<String> MODES = List.of("srcip", "srcport", "dstip", "dstport");

  private static final Syntax RATE = Syntaxes.word("n/(sec|min|hour|day)", (t, _) -> rate(t));
  private static final Syntax ANY = Syntaxes.number(0, 0xffffffffL);

  private static final Card CARD =
      Card.of("hashlimit", "a rate, counted for each address, port or pair of them")
          .options(
              option(UP_TO, RATE).alias("--hashlimit").canNegate(),
              option(ABOVE, RATE).canNegate(),
              option(BURST, Syntaxes.word("n[k|mb]", (t, _) -> burst(t))),
              option(MODE, Syntaxes.word(String.join(",", MODES), (t, _) -> mode(t))),
              option(NAME, Syntaxes.fileName(LONGEST)),
              option(SIZE, ANY),
              option(MOST, ANY),
              option(CLEAN, Syntaxes.number(1, 0xffffffffL)),
              option(EXPIRE, Syntaxes.number(1, 0xffffffffL)),
              option(SOURCE_MASK, Syntaxes.PREFIX_LENGTH),
              option(DESTINATION_MASK, Syntaxes.PREFIX_LENGTH),
              flag(RATE_MATCH),
              option(INTERVAL, Syntaxes.number(1, 0x7fffffffL)));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    Optional<Option> limit = limit(match);
    Optional<HashlimitRate> rate = limit.flatMap(o -> HashlimitRate.read(o.value()));
    if (limit.isEmpty() || rate.isEmpty() || wrong(match).isPresent()) {
      return match;
    }
    var options = new ArrayList<Option>();
    boolean above = limit.get().name().equals(ABOVE) != limit.get().negated();
    switch (rate.get()) {
      case HashlimitRate.Packets packets -> packets(match, packets, above, options);
      case HashlimitRate.Bytes bytes -> bytes(match, bytes, above, options);
    }
    match
        .option(SOURCE_MASK)
        .filter(o -> !o.value().equals("" + Addresses.bits(family)))
        .ifPresent(options::add);
    match
        .option(DESTINATION_MASK)
        .filter(o -> !o.value().equals("" + Addresses.bits(family)))
        .ifPresent(options::add);
    match.option(RATE_MATCH).ifPresent(options::add);
    interval(match, rate.get()).ifPresent(options::add);
    return new Match(match.name(), options);
  }

  private static Optional<Option> limit(Match match) {
    return match.option(UP_TO).or(() -> match.option(ABOVE));
  }

  private static void packets(
      Match match, HashlimitRate.Packets given, boolean above, List<Option> options) {
    var kept = match.has(RATE_MATCH) ? given.perSecond() : given;
    options.add(Option.of(above ? ABOVE : UP_TO, kept.toString()));
    long burst = match.value(BURST).flatMap(HashlimitRate::readBurst).orElse(5L);
    options.add(Option.of(BURST, "" + burst));
    table(match, given.expiry(), kept.printedExpiry(), options);
  }

  private static void bytes(
      Match match, HashlimitRate.Bytes rate, boolean above, List<Option> options) {
    options.add(Option.of(above ? ABOVE : UP_TO, rate.toString()));
    Optional<Long> burst = match.value(BURST).flatMap(HashlimitRate::readBurst);
    burst.ifPresent(b -> options.add(Option.of(BURST, rate.burst(b))));
    long expiry = burst.isPresent() ? 60_000 : rate.expiry();
    table(match, expiry, expiry, options);
  }

  /// The options of the table that are not what the savers take for granted.
  private static void table(Match match, long expiry, long printedExpiry, List<Option> options) {
    match.option(MODE).ifPresent(options::add);
    match.option(NAME).ifPresent(options::add);
    for (String name : List.of(SIZE, MOST)) {
      long given = match.value(name).map(Numbers::canonical).orElse(0L);
      if (given != 0) {
        options.add(Option.of(name, "" + Math.min(given, MOST_ENTRIES)));
      }
    }
    match.option(CLEAN).filter(o -> !o.value().equals("1000")).ifPresent(options::add);
    long kept = match.value(EXPIRE).map(Numbers::canonical).orElse(expiry);
    if (kept != printedExpiry) {
      options.add(Option.of(EXPIRE, "" + kept));
    }
  }

  private static Optional<Option> interval(Match match, HashlimitRate rate) {
    if (!match.has(RATE_MATCH)) {
      return Optional.empty();
    }
    long unset = rate instanceof HashlimitRate.Packets packets ? packets.seconds() : 1;
    long seconds = match.value(INTERVAL).map(Numbers::canonical).orElse(unset);
    return seconds == 1 ? Optional.empty() : Optional.of(Option.of(INTERVAL, "" + seconds));
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return wrong(match);
  }

  private static Optional<String> wrong(Match match) {
    if (match.has(UP_TO) == match.has(ABOVE)) {
      return Optional.of("`-m hashlimit` needs one of `--hashlimit-upto` and `--hashlimit-above`");
    }
    if (!match.has(NAME)) {
      return Optional.of("`-m hashlimit` needs `--hashlimit-name`");
    }
    HashlimitRate rate = HashlimitRate.read(limit(match).orElseThrow().value()).orElseThrow();
    Optional<String> text = match.value(BURST);
    long burst = text.flatMap(HashlimitRate::readBurst).orElse(0L);
    return switch (rate) {
      case HashlimitRate.Packets _ when burst > HashlimitRate.SCALE ->
          Optional.of("`--hashlimit-burst` is at most 1000000 packets");
      case HashlimitRate.Packets packets
          when match.has(RATE_MATCH) && packets.perSecond().period() == 0 ->
          Optional.of("`--hashlimit-rate-match` counts at most 1000000 packets");
      // the savers cut kilobytes and megabytes, so that they print less than there was
      case HashlimitRate.Bytes bytes
          when text.isPresent() && burst + cut(text.get()) < bytes.bytes() ->
          Optional.of("`--hashlimit-burst` is at least the bytes of a second");
      case HashlimitRate.Packets _, HashlimitRate.Bytes _ -> Optional.empty();
    };
  }

  private static long cut(String burst) {
    if (burst.contains("m")) {
      return (1 << 20) - 1;
    }
    return burst.contains("k") ? (1 << 10) - 1 : 0;
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var upTo = new ArrayList<Option>();
    Option limit = limit(match).orElseThrow();
    upTo.add(Option.of(UP_TO, limit.value()));
    match.options().stream().skip(1).forEach(upTo::add);
    return Condition.not(
        limit.name().equals(ABOVE),
        new Condition.Opaque(new Match(match.name(), upTo).toString(), Condition.Memory.PER_RULE));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    var assumptions = new ArrayList<String>();
    var masks = new ArrayList<Option>();
    for (String name : List.of(SOURCE_MASK, DESTINATION_MASK)) {
      int bits4 = match.value(name).map(Integer::parseInt).orElse(32);
      int bits6 = translation.prefixBits(bits4);
      String counted = name.equals(SOURCE_MASK) ? "srcip" : "dstip";
      boolean counts =
          match.value(MODE).filter(m -> List.of(m.split(",")).contains(counted)).isPresent();
      if (!counts) {
        continue;
      }
      if (bits6 != 128) {
        masks.add(Option.of(name, "" + bits6));
      }
      if (bits4 != bits6 && (bits4 != 32 || bits6 != 128)) {
        assumptions.add(
            "rates are counted per IPv6 /" + bits6 + " where IPv4 counts per /" + bits4);
      }
    }
    var options = new ArrayList<Option>();
    for (Option option : match.options()) {
      switch (option.name()) {
        case SOURCE_MASK, DESTINATION_MASK -> {}
        case RATE_MATCH -> {
          options.addAll(masks);
          masks.clear();
          options.add(option);
        }
        default -> options.add(option);
      }
    }
    options.addAll(masks);
    Counterpart here = Counterpart.becomes(new Match(match.name(), options));
    for (String assumption : assumptions.stream().distinct().toList()) {
      here = here.assuming(assumption);
    }
    return limit(match).orElseThrow().value().endsWith("b/s")
        ? here.noting("IPv6 packets are 20 bytes longer than IPv4 packets that carry the same")
        : here;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m hashlimit --hashlimit 10/s --hashlimit-name web -j ACCEPT")
            .savedAs(
                "-A INPUT -m hashlimit --hashlimit-upto 10/sec --hashlimit-burst 5"
                    + " --hashlimit-name web -j ACCEPT")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m hashlimit ! --hashlimit-upto 90/minute --hashlimit-burst 1000000"
                    + " --hashlimit-mode dstport,srcip --hashlimit-name web -j DROP")
            .savedAs(
                "-A INPUT -m hashlimit --hashlimit-above 90/min --hashlimit-burst 1000000"
                    + " --hashlimit-mode srcip,dstport --hashlimit-name web -j DROP")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 120/min --hashlimit-name web"
                    + " --hashlimit-htable-size 4294967295 --hashlimit-htable-max 0"
                    + " --hashlimit-htable-gcinterval 1000 -j ACCEPT")
            .savedAs(
                "-A INPUT -m hashlimit --hashlimit-upto 2/sec --hashlimit-burst 5"
                    + " --hashlimit-name web --hashlimit-htable-size 1048576"
                    + " --hashlimit-htable-expire 60000 -j ACCEPT")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-above 1/day --hashlimit-burst 1"
                    + " --hashlimit-mode dstip --hashlimit-name web --hashlimit-dstmask 0 -j DROP")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 999999/sec --hashlimit-burst 0x10"
                    + " --hashlimit-name web -j DROP")
            .savedAs(
                "-A INPUT -m hashlimit --hashlimit-upto 1000000/sec --hashlimit-burst 16"
                    + " --hashlimit-name web -j DROP")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 1000b/s --hashlimit-burst 15000b"
                    + " --hashlimit-name web -j ACCEPT")
            .savedAs(
                "-A INPUT -m hashlimit --hashlimit-upto 992b/s --hashlimit-burst 15kb"
                    + " --hashlimit-name web -j ACCEPT")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 7/hour --hashlimit-name web"
                    + " --hashlimit-rate-match -j ACCEPT")
            .savedAs(
                "-A INPUT -m hashlimit --hashlimit-upto 7/sec --hashlimit-burst 5"
                    + " --hashlimit-name web --hashlimit-htable-expire 3600000"
                    + " --hashlimit-rate-match --hashlimit-rate-interval 3600 -j ACCEPT")
            .staysTheSame(),
        Example.v6(
            "-A INPUT -m hashlimit --hashlimit-upto 1/sec --hashlimit-burst 5"
                + " --hashlimit-mode srcip --hashlimit-name web --hashlimit-srcmask 64 -j ACCEPT"),
        Example.v4("-A INPUT -m hashlimit --hashlimit-upto 1000001/s --hashlimit-name a -j DROP")
            .refused("too fast"),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 1/s --hashlimit-burst 1000001"
                    + " --hashlimit-name a -j DROP")
            .refused("too many"),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 512kb/s --hashlimit-burst 100kb"
                    + " --hashlimit-name a -j DROP")
            .refused("less than a second"),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 1/s --hashlimit-mode src"
                    + " --hashlimit-name a -j DROP")
            .refused("no mode"),
        Example.v4(
                "-A INPUT -m hashlimit --hashlimit-upto 1/s --hashlimit-above 2/s"
                    + " --hashlimit-name a -j DROP")
            .refused("two limits"),
        Example.v4("-A INPUT -m hashlimit --hashlimit-name a -j DROP").refused("no limit"),
        Example.v4("-A INPUT -m hashlimit --hashlimit-upto 1/s -j DROP").refused("no name"));
  }

  /// Reads a rate; its unit stays until [#canonical], which needs it.
  private static Syntax.Parsed rate(String text) {
    return HashlimitRate.read(text)
        .map(rate ->
            switch (rate) {
              case HashlimitRate.Packets(long count, long seconds) ->
                  Syntax.Parsed.of(
                      count
                          + "/"
                          + HashlimitRate.PRINTED.get(HashlimitRate.SECONDS.indexOf(seconds)));
              case HashlimitRate.Bytes bytes -> Syntax.Parsed.of(bytes.toString());
            })
        .orElseGet(() ->
            Syntaxes.refused(
                "is not a rate",
                "write `n/sec`, `n/min`, `n/hour` or `n/day`, at most 1000000/sec; or `nb/s`,"
                    + " `nkb/s` or `nmb/s`, at least 16b/s"));
  }

  private static Syntax.Parsed burst(String text) {
    return HashlimitRate.readBurst(text).isPresent()
        ? Syntax.Parsed.of(text)
        : Syntaxes.refused(
            "is not a burst", "write 1 to 1000000 packets, or bytes as `n`, `nkb` or `nmb`");
  }

  private static Syntax.Parsed mode(String text) {
    List<String> given = Arrays.asList(text.split(",", -1));
    return MODES.containsAll(given)
        ? Syntax.Parsed.of(MODES.stream().filter(given::contains).collect(Collectors.joining(",")))
        : Syntaxes.refused(
            "is not a list of its values", "write some of " + String.join(",", MODES));
  }
}
