package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `-m time`: when the packet comes (xt_time.c).
public record Time() implements MatchEntry {
  private static final DateTimeFormatter PRINTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static final String FIRST_DATE = "1970-01-01T00:00:00";

  /// Where nothing is said: the greatest number of 32 bits, which the savers print.
  private static final String LAST_DATE = "2038-01-19T03:14:07";

  private static final String FIRST_TIME = "00:00:00";
  private static final String LAST_TIME = "23:59:59";

  private static final List<String> WEEK = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final List<String> MONTH =
      IntStream.rangeClosed(1, 31).mapToObj(Integer::toString).toList();

  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}))?");

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:T(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?)?)?)?");

  private static final Syntax DATE_SYNTAX =
      Syntaxes.word("YYYY[-MM[-DD[Thh[:mm[:ss]]]]]", (text, _) -> date(text));

  private static final Syntax CLOCK_SYNTAX = Syntaxes.word("hh:mm[:ss]", (text, _) -> clock(text));

  private static final Card CARD =
      Card.of("time", "when the packet comes: date, day of the week or month, time of day")
          .options(
              option("--timestart", CLOCK_SYNTAX),
              option("--timestop", CLOCK_SYNTAX),
              option("--monthdays", new Days("1-31,...", MONTH, Time::monthDay)).canNegate(),
              option("--weekdays", new Days("Mon,Tue,...", WEEK, Time::weekDay)).canNegate(),
              option("--datestart", DATE_SYNTAX),
              option("--datestop", DATE_SYNTAX),
              flag("--kerneltz").alias("--localtz"),
              flag("--contiguous"),
              flag("--utc"))
          .excludes("--kerneltz", "--utc");

  @Override
  public Card card() {
    return CARD;
  }

  /// Both times are printed where one is not the default; negated days are printed as the others;
  /// the last date is always printed (measured on iptables 1.8.9).
  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    String start = match.value("--timestart").orElse(FIRST_TIME);
    String stop = match.value("--timestop").orElse(LAST_TIME);
    if (!start.equals(FIRST_TIME) || !stop.equals(LAST_TIME)) {
      options.add(Option.of("--timestart", start));
      options.add(Option.of("--timestop", stop));
    }
    match.option("--monthdays").flatMap(o -> days(o, MONTH)).ifPresent(options::add);
    match.option("--weekdays").flatMap(o -> days(o, WEEK)).ifPresent(options::add);
    match.option("--datestart").filter(o -> !o.value().equals(FIRST_DATE)).ifPresent(options::add);
    options.add(match.option("--datestop").orElseGet(() -> Option.of("--datestop", LAST_DATE)));
    match.option("--kerneltz").ifPresent(options::add);
    match.option("--contiguous").ifPresent(options::add);
    if (match.has("--kerneltz")) {
      match.option("--utc").ifPresent(options::add);
    }
    return new Match(match.name(), options);
  }

  private static Optional<Option> days(Option option, List<String> all) {
    List<String> given = List.of(option.value().split(",", -1));
    List<String> meant =
        all.stream().filter(day -> given.contains(day) != option.negated()).toList();
    return meant.equals(all)
        ? Optional.empty()
        : Optional.of(Option.of(option.name(), String.join(",", meant)));
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    String start = match.value("--timestart").orElse(FIRST_TIME);
    String stop = match.value("--timestop").orElse(LAST_TIME);
    if (match.has("--contiguous") && start.compareTo(stop) <= 0) {
      return Optional.of("`--contiguous` needs a `--timestop` before `--timestart`");
    }
    return match.value("--datestop").filter(FIRST_DATE::equals).isPresent()
        ? Optional.of("`--datestop` at the beginning of 1970 is lost by the savers")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.opaque(match.toString().substring("-m ".length()));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m time --timestart 08:00 --timestop 18:30 -j ACCEPT")
            .savedAs(
                "-A INPUT -m time --timestart 08:00:00 --timestop 18:30:00"
                    + " --datestop 2038-01-19T03:14:07 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m time --weekdays Mo,Tuesday,7 --monthdays 2,01,31 -j ACCEPT")
            .savedAs(
                "-A INPUT -m time --monthdays 1,2,31 --weekdays Mon,Tue,Sun"
                    + " --datestop 2038-01-19T03:14:07 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m time ! --weekdays Sa,Su --utc -j ACCEPT")
            .savedAs(
                "-A INPUT -m time --weekdays Mon,Tue,Wed,Thu,Fri"
                    + " --datestop 2038-01-19T03:14:07 -j ACCEPT"),
        Example.v4("-A INPUT -m time ! --weekdays Mo,Tu,We,Th,Fr,Sa,Su -j ACCEPT")
            .savedAs("-A INPUT -m time --weekdays  --datestop 2038-01-19T03:14:07 -j ACCEPT")
            .notLoaded(),
        Example.v4(
                "-A INPUT -m time --datestart 2024-02-30 --datestop 2024-12-31T23:59:59 -j ACCEPT")
            .savedAs(
                "-A INPUT -m time --datestart 2024-03-01T00:00:00"
                    + " --datestop 2024-12-31T23:59:59 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A INPUT -m time --timestart 22:00 --timestop 6:5:1 --contiguous -j ACCEPT")
            .savedAs(
                "-A INPUT -m time --timestart 22:00:00 --timestop 06:05:01"
                    + " --datestop 2038-01-19T03:14:07 --contiguous -j ACCEPT"),
        Example.v4("-A INPUT -m time --timestop 23:59:59 --kerneltz -j ACCEPT")
            .savedAs("-A INPUT -m time --datestop 2038-01-19T03:14:07 --kerneltz -j ACCEPT"),
        Example.v4("-A INPUT -m time --timestart 24:00 -j ACCEPT").refused("no such time"),
        Example.v4("-A INPUT -m time --datestart 2039 -j ACCEPT").refused("too late"),
        Example.v4("-A INPUT -m time --monthdays 32 -j ACCEPT").refused("no such day"),
        Example.v4("-A INPUT -m time --weekdays tu -j ACCEPT").refused("names begin with capitals"),
        Example.v4("-A INPUT -m time --timestart 8:00 --timestop 9:00 --contiguous -j ACCEPT")
            .refused("not over midnight"));
  }

  private static Syntax.Parsed clock(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      return Syntaxes.refused("is not a time of day", "write `hh:mm` or `hh:mm:ss`");
    }
    int hour = number(clock.group(1), 0);
    int minute = number(clock.group(2), 0);
    int second = number(clock.group(3), 0);
    return hour > 23 || minute > 59 || second > 59
        ? Syntaxes.refused("is not a time of day", "write 00:00:00 to 23:59:59")
        : Syntax.Parsed.of("%02d:%02d:%02d".formatted(hour, minute, second));
  }

  /// Days that a month does not have run over into the next, as mktime does.
  private static Syntax.Parsed date(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      return Syntaxes.refused("is not a date", "write `YYYY-MM-DDThh:mm:ss` or the first of that");
    }
    int year = number(date.group(1), 0);
    int month = number(date.group(2), 1);
    int day = number(date.group(3), 1);
    int hour = number(date.group(4), 0);
    int minute = number(date.group(5), 0);
    int second = number(date.group(6), 0);
    boolean clock = hour <= 23 && minute <= 59 && second <= 59;
    if (year < 1970 || year > 2038 || month < 1 || month > 12 || day < 1 || day > 31 || !clock) {
      return Syntaxes.refused("is not a date", "write a date from 1970 to 2038");
    }
    return Syntax.Parsed.of(
        PRINTED.format(LocalDateTime.of(year, month, 1, hour, minute, second).plusDays(day - 1L)));
  }

  private static int number(@Nullable String text, int otherwise) {
    return text == null ? otherwise : Integer.parseInt(text);
  }

  /// A day's number, or a name of which the first two letters count.
  private static Optional<String> weekDay(String text) {
    Optional<Long> number = Numbers.unsigned(text, 1, 7);
    return number.isPresent()
        ? Optional.of(WEEK.get((int) (number.get() - 1)))
        : WEEK.stream()
            .filter(day -> text.length() >= 2 && day.startsWith(text.substring(0, 2)))
            .findFirst();
  }

  private static Optional<String> monthDay(String text) {
    return text.matches("\\d{1,2}")
        ? Optional.of(Integer.toString(Integer.parseInt(text))).filter(MONTH::contains)
        : Optional.empty();
  }

  /// A list of days; the savers print an empty one as nothing at all.
  private record Days(String describe, List<String> known, Function<String, Optional<String>> day)
      implements Syntax {
    @Override
    public int fewest() {
      return 0;
    }

    @Override
    public int most() {
      return 1;
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      if (words.isEmpty() || words.getFirst().text().isEmpty()) {
        return Parsed.of("");
      }
      var given = new ArrayList<String>();
      for (String part : words.getFirst().text().split(",", -1)) {
        Optional<String> found = day.apply(part);
        if (found.isEmpty()) {
          return Syntaxes.refused("is not a list of days", "write " + describe);
        }
        given.add(found.get());
      }
      return Parsed.of(String.join(",", known.stream().filter(given::contains).toList()));
    }
  }
}
