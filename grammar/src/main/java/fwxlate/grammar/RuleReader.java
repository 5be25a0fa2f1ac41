package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a rule as iptables would (xshared.c, do_parse), with the lexicon for what options mean.
final class RuleReader {
  /// Options of one letter to which the argument may stick.
  private static final String WITH_ARGUMENT = "sdiojmpg";

  private final Words words;
  private final Span span;
  private final Surroundings around;
  private final Problems problems;
  private final LoadedParts parts;
  private final OptionReader options;
  private final RuleTarget target;
  private Optional<Counters> counters;
  private boolean otherFamily;

  /// Reads what is left of a line.
  ///
  /// @param words of the line; those before the rule are taken when [#rules()] is called
  /// @param span of the whole line
  RuleReader(
      Words words, Optional<Counters> counters, Span span, Surroundings around, Problems problems) {
    this.words = words;
    this.counters = counters;
    this.span = span;
    this.around = around;
    this.problems = problems;
    this.parts = new LoadedParts(around.family());
    this.options = new OptionReader(words, parts, around.family(), problems);
    this.target = new RuleTarget(words, parts, around, problems);
  }

  /// The name of the target, if the lexicon does not know it.
  Optional<Argument> unknownTarget() {
    return target.unknown();
  }

  /// The names of matches that the lexicon does not know.
  List<String> unknownMatches() {
    var unknown = new ArrayList<String>();
    for (LoadedPart part : parts.matches()) {
      if (!part.isKnown()) {
        unknown.add(part.name());
      }
    }
    return unknown;
  }

  /// Where `!` stood after its option, as old tools printed it.
  List<Argument> oldNegations() {
    return options.oldNegations();
  }

  /// Whether the line says that it is for the other family.
  boolean isForOtherFamily() {
    return otherFamily;
  }

  /// What is left of the line, as rules: one for every pair of a source and a destination.
  List<Rule> rules() {
    @Nullable Argument not = null;
    while (words.more()) {
      Argument argument = words.take();
      if (argument.isNot()) {
        if (not != null) {
          problems.at(ReadingCodes.BAD_VALUE, argument, "`!` stands twice", "take one of them out");
        }
        not = argument;
        continue;
      }
      int before = problems.count();
      option(argument, not != null);
      not = null;
      if (problems.count() > before) {
        // what follows would be misread: one mistake, one finding
        return List.of();
      }
    }
    if (not != null) {
      problems.missing(not, "an option");
    }
    return problems.none() && !otherFamily ? finish() : List.of();
  }

  /// Reads an option, from which its argument is cut if it sticks to it.
  private void option(Argument argument, boolean negated) {
    String text = argument.text();
    if (!argument.looksLikeAnOption()) {
      problems.at(
          ReadingCodes.UNKNOWN_OPTION,
          argument,
          "`" + text + "` belongs to no option",
          "put it after the option that takes it, or in quotes with the words before it");
      return;
    }
    if (!text.startsWith("--")) {
      if (text.length() > 2 && WITH_ARGUMENT.indexOf(text.charAt(1)) >= 0) {
        words.push(argument.from(2));
        namedOption(argument.before(2), negated);
      } else {
        namedOption(argument, negated);
      }
      return;
    }
    int equals = text.indexOf('=');
    if (equals > 0) {
      words.push(argument.from(equals + 1));
      namedOption(argument.before(equals), negated);
    } else {
      namedOption(argument, negated);
    }
  }

  private void namedOption(Argument name, boolean negated) {
    switch (name.text()) {
      case "-m", "--match" -> {
        refuseNot(name, negated);
        words.next(name, "a match").ifPresent(this::loadMatch);
      }
      case "-j", "--jump" -> {
        refuseNot(name, negated);
        words.next(name, "a target").ifPresent(target::jump);
      }
      case "-g", "--goto" -> {
        refuseNot(name, negated);
        words.next(name, "a chain").ifPresent(target::goTo);
      }
      case "-c", "--set-counters" -> setCounters(name);
      case "-4", "--ipv4" -> otherFamily |= around.family() == Family.IPV6;
      case "-6", "--ipv6" -> otherFamily |= around.family() == Family.IPV4;
      case "-t", "--table" ->
          problems.at(
              ReadingCodes.REFUSED_RULE,
              name,
              "`-t` has no place in a rules file",
              "put the rule below a line `*TABLE`");
      case "-w", "-v", "-n", "-x", "--wait", "--verbose", "--numeric", "--exact" -> {}
      default -> options.read(name, negated);
    }
  }

  private void refuseNot(Argument name, boolean negated) {
    if (negated) {
      problems.cannotBeNegated(name);
    }
  }

  private void setCounters(Argument name) {
    words.commaToBlank();
    Optional<Argument> packets = words.next(name, "a packet count");
    Optional<Argument> bytes = packets.flatMap(_ -> words.next(name, "a byte count"));
    if (packets.isEmpty() || bytes.isEmpty()) {
      return;
    }
    Optional<Long> p = Numbers.unsigned(packets.get().text(), 0, -1);
    Optional<Long> b = Numbers.unsigned(bytes.get().text(), 0, -1);
    if (p.isEmpty() || b.isEmpty()) {
      Argument wrong = p.isEmpty() ? packets.get() : bytes.get();
      problems.at(
          ReadingCodes.BAD_VALUE,
          wrong,
          "`" + wrong.text() + "` is not a counter",
          "write `-c PACKETS BYTES`");
      return;
    }
    counters = Optional.of(new Counters(p.get(), b.get()));
  }

  /// `-m quota! --quota 0`, as 1.4.12 to 1.4.21 print it: the `!` belongs to the option.
  private void loadMatch(Argument glued) {
    String text = glued.text();
    int cut = text.length() - 1;
    boolean not =
        text.endsWith("!") && !glued.quoted() && Lexicon.match(text.substring(0, cut)).isPresent();
    if (!not) {
      load(glued);
      return;
    }
    int end = glued.end() - 1;
    words.push(new Argument("!", false, end, glued.end()));
    load(new Argument(text.substring(0, cut), false, glued.start(), end));
  }

  private void load(Argument name) {
    Optional<MatchEntry> entry = Lexicon.match(name.text());
    if (entry.isPresent() && !entry.get().spelling().families().contains(around.family())) {
      problems.add(around.wrongFamily(name, "match"));
      return;
    }
    parts.load(new LoadedPart(name.text(), entry));
  }

  private List<Rule> finish() {
    var matches = new ArrayList<Match>();
    for (LoadedPart part : parts.matches()) {
      Match match = new Match(part.name(), part.sorted());
      matches.add(
          around
              .shared()
              .match(
                  Lexicon.match(part.name())
                      .map(e -> e.canonical(match, around.family()))
                      .orElse(match)));
    }
    Optional<Target> done = target.finish().map(around.shared()::target);
    var rules = new ArrayList<Rule>();
    for (List<Option> base : options.bases()) {
      rules.add(new Rule(new Match(Match.BASE, base), matches, done, counters, span));
    }
    if (problems.none()) {
      var checks = new RuleChecks(around.family(), problems);
      checks.check(rules.getFirst());
      target.unknown().ifPresent(checks::checkName);
    }
    return rules;
  }
}
