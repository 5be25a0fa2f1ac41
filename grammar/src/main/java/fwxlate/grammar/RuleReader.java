package fwxlate.grammar;

import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.TargetEntry;
import fwxlate.packet.Family;
import fwxlate.report.Nearest;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the arguments of one line as iptables would (xshared.c, do_parse), with the lexicon for
/// what options mean and how many arguments they take.
final class RuleReader {
  private static final int LONGEST_CHAIN = 28;

  private final List<Argument> arguments;
  private final Family family;
  private final int line;
  private final Shared shared;
  private final Predicate<String> isUserChain;
  private final List<Problem> problems = new ArrayList<>();
  private int at;

  /// The base first, then the matches in the order in which they are loaded.
  private final List<Part> parts = new ArrayList<>();

  private final Part base;
  private final List<Argument> sources = new ArrayList<>();
  private final List<Argument> destinations = new ArrayList<>();
  private @Nullable Part target;
  private @Nullable Argument targetName;
  private @Nullable Argument toChain;
  private boolean isGoto;
  private Optional<Counters> counters;
  private boolean otherFamily;
  private boolean sourceNegated;
  private boolean destinationNegated;
  private final List<Argument> oldNegations = new ArrayList<>();

  /// Reads a line.
  ///
  /// @param shared the matches and targets of the lines before
  /// @param isUserChain of which names the table has a chain: `-j NAME` then leads there, even if
  ///   there is a target of that name
  RuleReader(
      List<Argument> arguments,
      Optional<Counters> counters,
      Family family,
      int line,
      Shared shared,
      Predicate<String> isUserChain) {
    this.arguments = arguments;
    this.isUserChain = isUserChain;
    this.family = family;
    this.line = line;
    this.shared = shared;
    this.counters = counters;
    MatchEntry entry = Lexicon.match(Match.BASE).orElseThrow();
    this.base = new Part(Match.BASE, Optional.of(entry.spelling()));
    parts.add(base);
  }

  /// A match or target that is being read.
  private static final class Part {
    final String name;
    final Optional<Spelling> spelling;
    final List<Option> options = new ArrayList<>();

    Part(String name, Optional<Spelling> spelling) {
      this.name = name;
      this.spelling = spelling;
    }

    boolean has(String option) {
      for (Option given : options) {
        if (given.name().equals(option)) {
          return true;
        }
      }
      return false;
    }
  }

  /// Which part owns an option, and how it is spelled; no spelling for one that is read by shape.
  private record Owner(Part part, Optional<OptionSpelling> spelling) {}

  List<Problem> problems() {
    return problems;
  }

  /// The match or target of this line that the lexicon does not know, by name, for a finding.
  Optional<Argument> unknownTarget() {
    return target != null && target.spelling.isEmpty()
        ? Optional.ofNullable(targetName)
        : Optional.empty();
  }

  /// The names of matches that the lexicon does not know.
  List<String> unknownMatches() {
    var unknown = new ArrayList<String>();
    for (Part part : parts) {
      if (part.spelling.isEmpty()) {
        unknown.add(part.name);
      }
    }
    return unknown;
  }

  /// The whole line; nothing is to be done with it if there are [#problems()].
  Command read() {
    Optional<Family> only = family(arguments.getFirst());
    int begin = only.isPresent() && arguments.size() > 1 ? 1 : 0;
    if (begin == 1 && only.get() != family) {
      return new Command.Nothing();
    }
    Argument first = arguments.get(begin);
    at = begin + 1;
    return switch (first.text()) {
      case "-A", "--append" -> {
        Optional<Argument> chain = next(first, "a chain");
        List<Rule> rules = rules();
        yield chain.isEmpty() || otherFamily
            ? new Command.Nothing()
            : new Command.Append(chain.get(), rules);
      }
      case "-I", "--insert" -> {
        Optional<Argument> chain = next(first, "a chain");
        int number = number().orElse(1);
        List<Rule> rules = rules();
        yield chain.isEmpty() || otherFamily
            ? new Command.Nothing()
            : new Command.Insert(chain.get(), number, rules);
      }
      case "-R", "--replace" -> {
        Optional<Argument> chain = next(first, "a chain");
        Optional<Integer> number = number();
        if (number.isEmpty()) {
          missing(first, "a rule number");
        }
        List<Rule> rules = rules();
        yield chain.isEmpty() || otherFamily
            ? new Command.Nothing()
            : new Command.Replace(chain.get(), number.orElse(1), rules);
      }
      case "-D", "--delete" -> {
        Optional<Argument> chain = next(first, "a chain");
        Optional<Integer> number = number();
        List<Rule> rules = number.isPresent() ? List.of() : rules();
        yield chain.isEmpty() || otherFamily
            ? new Command.Nothing()
            : new Command.Delete(chain.get(), number, rules);
      }
      case "-N", "--new-chain", "--new" -> {
        Optional<Argument> chain = next(first, "a chain");
        end();
        yield chain.<Command>map(Command.NewChain::new).orElseGet(Command.Nothing::new);
      }
      case "-X", "--delete-chain" -> {
        Optional<Argument> chain = maybe();
        end();
        yield new Command.DeleteChain(chain);
      }
      case "-F", "--flush" -> {
        Optional<Argument> chain = maybe();
        end();
        yield new Command.Flush(chain);
      }
      case "-C", "--check" -> {
        Optional<Argument> chain = next(first, "a chain");
        List<Rule> rules = rules();
        yield chain.isEmpty() || otherFamily
            ? new Command.Nothing()
            : new Command.Check(chain.get(), rules);
      }
      case "-h", "--help", "-V", "--version" -> new Command.Stop(first);
      // what only prints or counts changes no rule
      case "-Z", "--zero", "-L", "--list", "-S", "--list-rules" -> new Command.Nothing();
      case "-P", "--policy" -> {
        Optional<Argument> chain = next(first, "a chain");
        Optional<Argument> policy = next(first, "a policy");
        end();
        yield chain.isEmpty() || policy.isEmpty()
            ? new Command.Nothing()
            : policy(chain.get(), policy.get());
      }
      case "-E", "--rename-chain" -> {
        Optional<Argument> from = next(first, "a chain");
        Optional<Argument> to = next(first, "a name");
        end();
        yield from.isEmpty() || to.isEmpty()
            ? new Command.Nothing()
            : new Command.Rename(from.get(), to.get());
      }
      default -> {
        String text = first.text();
        if (text.startsWith("--append=")) {
          List<Rule> rules = rules();
          yield new Command.Append(
              new Argument(text.substring(9), false, first.start() + 9, first.end()), rules);
        }
        problems.add(
            Problem.at(
                ReadingCodes.UNREADABLE_LINE,
                first,
                "`" + text + "` is not how a line of a rules file begins",
                "begin it with `-A CHAIN`, or with `#` if it is a remark"));
        yield new Command.Nothing();
      }
    };
  }

  /// The family that a line names before its command.
  static Optional<Family> family(Argument first) {
    return switch (first.text()) {
      case "-4", "--ipv4" -> Optional.of(Family.IPV4);
      case "-6", "--ipv6" -> Optional.of(Family.IPV6);
      default -> Optional.empty();
    };
  }

  private Command policy(Argument chain, Argument policy) {
    return switch (policy.text()) {
      case "ACCEPT" -> new Command.SetPolicy(chain, Policy.ACCEPT);
      case "DROP" -> new Command.SetPolicy(chain, Policy.DROP);
      default -> {
        problems.add(
            Problem.at(
                ReadingCodes.BAD_CHAIN,
                policy,
                "`" + policy.text() + "` is not a policy",
                "write ACCEPT or DROP"));
        yield new Command.Nothing();
      }
    };
  }

  private Optional<Argument> next(Argument after, String what) {
    if (at < arguments.size() && !arguments.get(at).isNot()) {
      return Optional.of(arguments.get(at++));
    }
    missing(after, what);
    return Optional.empty();
  }

  private Optional<Argument> maybe() {
    return at < arguments.size() && !arguments.get(at).looksLikeAnOption()
        ? Optional.of(arguments.get(at++))
        : Optional.empty();
  }

  private Optional<Integer> number() {
    if (at < arguments.size() && arguments.get(at).text().matches("[1-9]\\d{0,8}")) {
      return Optional.of(Integer.valueOf(arguments.get(at++).text()));
    }
    return Optional.empty();
  }

  private void end() {
    if (at < arguments.size()) {
      problems.add(
          Problem.at(
              ReadingCodes.UNKNOWN_OPTION,
              arguments.get(at),
              "`" + arguments.get(at).text() + "` does not belong here",
              "take it out"));
    }
  }

  private void missing(Argument after, String what) {
    problems.add(
        Problem.at(
            ReadingCodes.MISSING_VALUE,
            after,
            "`" + after.text() + "` lacks " + what,
            "write " + what + " after it"));
  }

  // ---- the rule itself

  private List<Rule> rules() {
    @Nullable Argument not = null;
    while (at < arguments.size()) {
      Argument argument = arguments.get(at++);
      if (argument.isNot()) {
        if (not != null) {
          problems.add(
              Problem.at(
                  ReadingCodes.BAD_VALUE, argument, "`!` stands twice", "take one of them out"));
        }
        not = argument;
        continue;
      }
      int before = problems.size();
      option(argument, not != null);
      not = null;
      if (problems.size() > before) {
        // what follows would be misread: one mistake, one finding
        return List.of();
      }
    }
    if (not != null) {
      missing(not, "an option");
    }
    return problems.isEmpty() && !otherFamily ? finish() : List.of();
  }

  private void option(Argument argument, boolean negated) {
    String text = argument.text();
    if (!argument.looksLikeAnOption()) {
      problems.add(
          Problem.at(
              ReadingCodes.UNKNOWN_OPTION,
              argument,
              "`" + text + "` belongs to no option",
              "put it after the option that takes it, or in quotes with the words before it"));
      return;
    }
    if (text.startsWith("--")) {
      int equals = text.indexOf('=');
      if (equals > 0 && !argument.quoted()) {
        Argument value =
            new Argument(
                text.substring(equals + 1), false, argument.start() + equals + 1, argument.end());
        arguments.add(at, value);
        longOption(
            new Argument(
                text.substring(0, equals), false, argument.start(), argument.start() + equals),
            negated);
      } else {
        longOption(argument, negated);
      }
      return;
    }
    if (text.length() > 2 && "sdiojmpg".indexOf(text.charAt(1)) >= 0) {
      arguments.add(
          at, new Argument(text.substring(2), false, argument.start() + 2, argument.end()));
      longOption(
          new Argument(text.substring(0, 2), false, argument.start(), argument.start() + 2),
          negated);
      return;
    }
    longOption(argument, negated);
  }

  private void longOption(Argument name, boolean negated) {
    switch (name.text()) {
      case "-m", "--match" -> {
        refuseNot(name, negated);
        next(name, "a match").ifPresent(this::loadMatch);
      }
      case "-j", "--jump" -> {
        refuseNot(name, negated);
        next(name, "a target").ifPresent(this::loadTarget);
      }
      case "-g", "--goto" -> {
        refuseNot(name, negated);
        isGoto = true;
        next(name, "a chain").ifPresent(chain -> setTarget(chain, null, chain));
      }
      case "-c", "--set-counters" -> setCounters(name);
      case "-4", "--ipv4" -> otherFamily |= family == Family.IPV6;
      case "-6", "--ipv6" -> otherFamily |= family == Family.IPV4;
      case "-t", "--table" ->
          problems.add(
              Problem.at(
                  ReadingCodes.REFUSED_RULE,
                  name,
                  "`-t` has no place in a rules file",
                  "put the rule below a line `*TABLE`"));
      case "-w", "-v", "-n", "-x", "--wait", "--verbose", "--numeric", "--exact" -> {}
      default -> extensionOption(name, negated);
    }
  }

  private void refuseNot(Argument name, boolean negated) {
    if (negated) {
      problems.add(
          Problem.at(
              ReadingCodes.BAD_VALUE,
              name,
              "`" + name.text() + "` cannot be negated",
              "take the `!` out"));
    }
  }

  private void setCounters(Argument name) {
    commaToBlank();
    Optional<Argument> packets = next(name, "a packet count");
    Optional<Argument> bytes = packets.flatMap(p -> next(name, "a byte count"));
    if (bytes.isEmpty()) {
      return;
    }
    Optional<Long> p = Numbers.unsigned(packets.orElseThrow().text(), 0, -1);
    Optional<Long> b = Numbers.unsigned(bytes.get().text(), 0, -1);
    if (p.isEmpty() || b.isEmpty()) {
      problems.add(
          Problem.at(
              ReadingCodes.BAD_VALUE,
              p.isEmpty() ? packets.get() : bytes.get(),
              "`" + (p.isEmpty() ? packets.get() : bytes.get()).text() + "` is not a counter",
              "write `-c PACKETS BYTES`"));
      return;
    }
    counters = Optional.of(new Counters(p.get(), b.get()));
  }

  /// `-c 2,3` is `-c 2 3`; what stands after a second comma, the tools ignore.
  private void commaToBlank() {
    if (at >= arguments.size() || arguments.get(at).text().indexOf(',') <= 0) {
      return;
    }
    Argument both = arguments.remove(at);
    String[] numbers = both.text().split(",", 3);
    int comma = both.start() + numbers[0].length();
    arguments.add(at, new Argument(numbers[0], both.quoted(), both.start(), comma));
    arguments.add(at + 1, new Argument(numbers[1], both.quoted(), comma + 1, both.end()));
  }

  /// `-m quota! --quota 0`, as 1.4.12 to 1.4.21 print it: the `!` belongs to the option.
  private void loadMatch(Argument glued) {
    String text = glued.text();
    boolean not =
        text.endsWith("!")
            && !glued.quoted()
            && Lexicon.match(text.substring(0, text.length() - 1)).isPresent();
    if (!not) {
      load(glued);
      return;
    }
    int end = glued.end() - 1;
    arguments.add(at, new Argument("!", false, end, glued.end()));
    load(new Argument(text.substring(0, text.length() - 1), false, glued.start(), end));
  }

  private void load(Argument name) {
    Optional<MatchEntry> entry = Lexicon.match(name.text());
    if (entry.isPresent() && !entry.get().spelling().families().contains(family)) {
      wrongFamily(name, "match");
      return;
    }
    parts.add(
        new Part(
            entry.map(e -> e.spelling().name()).orElse(name.text()), entry.map(Entry::spelling)));
  }

  private void loadTarget(Argument name) {
    if (isUserChain.test(name.text())) {
      setTarget(name, null, name);
      return;
    }
    int cut = name.text().indexOf("--", 1);
    if (cut > 0
        && Lexicon.target(name.text().substring(0, cut))
            .flatMap(e -> e.spelling().option(name.text().substring(cut)))
            .isPresent()) {
      // CONNSECMARK--restore (1.4.12), DNPT--src-pfx (1.4.21)
      int start = name.start() + cut;
      arguments.add(at, new Argument(name.text().substring(cut), false, start, name.end()));
      loadTarget(new Argument(name.text().substring(0, cut), false, name.start(), start));
      return;
    }
    Optional<TargetEntry> entry = Lexicon.target(name.text());
    if (entry.isPresent() && !entry.get().spelling().families().contains(family)) {
      wrongFamily(name, "target");
      return;
    }
    setTarget(
        name,
        new Part(
            entry.map(e -> e.spelling().name()).orElse(name.text()), entry.map(Entry::spelling)),
        null);
  }

  private void wrongFamily(Argument name, String kind) {
    problems.add(
        Problem.at(
            ReadingCodes.REFUSED_RULE,
            name,
            "the "
                + kind
                + " `"
                + name.text()
                + "` is only for "
                + (family == Family.IPV4 ? "ip6tables" : "iptables"),
            family == Family.IPV4
                ? "is this file for ip6tables-restore? then say `--family 6`"
                : "is this file for iptables-restore? then say `--family 4`"));
  }

  private void setTarget(Argument name, @Nullable Part part, @Nullable Argument chain) {
    if (targetName != null) {
      problems.add(
          Problem.at(
              ReadingCodes.GIVEN_TWICE, name, "the rule has a second target", "write two rules"));
      return;
    }
    targetName = name;
    target = part;
    toChain = chain;
  }

  private void extensionOption(Argument name, boolean negated) {
    Optional<Owner> owner = owner(name.text());
    if (owner.isEmpty()) {
      unknownOption(name);
      return;
    }
    Part part = owner.get().part;
    if (owner.get().spelling.isEmpty()) {
      part.options.add(byShape(name.text(), negated));
      return;
    }
    OptionSpelling spelling = owner.get().spelling.get();
    boolean not = negated;
    if (!not
        && spelling.negatable()
        && spelling.syntax().fewest() > 0
        && at + 1 < arguments.size()
        && arguments.get(at).isNot()) {
      oldNegations.add(arguments.get(at));
      not = true;
      at++;
    }
    if (not && !spelling.negatable()) {
      refuseNot(name, true);
      return;
    }
    if (!spelling.repeatable() && part.has(spelling.name())) {
      problems.add(
          Problem.at(
              ReadingCodes.GIVEN_TWICE,
              name,
              "`" + name.text() + "` is given twice",
              "write two rules"));
      return;
    }
    value(name, part, spelling, not);
  }

  /// Where `!` stood after its option, as old tools printed it.
  List<Argument> oldNegations() {
    return oldNegations;
  }

  private void value(Argument name, Part part, OptionSpelling spelling, boolean negated) {
    Syntax syntax = spelling.syntax();
    var given = new ArrayList<Argument>();
    while (given.size() < syntax.most() && at < arguments.size()) {
      Argument next = arguments.get(at);
      if (given.size() >= syntax.fewest() && (next.looksLikeAnOption() || next.isNot())) {
        break;
      }
      given.add(next);
      at++;
    }
    if (given.size() < syntax.fewest()) {
      missing(name, syntax.describe().isEmpty() ? "an argument" : "`" + syntax.describe() + "`");
      return;
    }
    if (part == base && (spelling.name().equals("-s") || spelling.name().equals("-d"))) {
      addresses(spelling, given.getFirst(), negated);
      return;
    }
    unglue(part, syntax, given);
    read(spelling, given, negated).ifPresent(part.options::add);
  }

  /// `--queue-balance 0:6--queue-bypass`: some savers up to 1.4.12 forgot the blank before the next
  /// option. A value that is none is cut there if the rest is an option of the same part.
  private void unglue(Part part, Syntax syntax, List<Argument> given) {
    if (given.size() != 1) {
      return;
    }
    Argument both = given.getFirst();
    int cut = both.text().indexOf("--", 1);
    if (cut < 0
        || both.quoted()
        || part.spelling.flatMap(s -> s.option(both.text().substring(cut))).isEmpty()
        || !(syntax.read(words(given), family) instanceof Syntax.Parsed.Refused)) {
      return;
    }
    int start = both.start() + cut;
    given.set(0, new Argument(both.text().substring(0, cut), false, both.start(), start));
    arguments.add(at, new Argument(both.text().substring(cut), false, start, both.end()));
  }

  private static List<Word> words(List<Argument> given) {
    var words = new ArrayList<Word>(given.size());
    for (Argument argument : given) {
      words.add(new Word(argument.text(), argument.quoted()));
    }
    return words;
  }

  private Optional<Option> read(OptionSpelling spelling, List<Argument> given, boolean negated) {
    return switch (spelling.syntax().read(words(given), family)) {
      case Syntax.Parsed.Value(List<Word> canonical) ->
          Optional.of(new Option(spelling.name(), negated, canonical));
      case Syntax.Parsed.Everything(List<Word> canonical) ->
          negated ? Optional.of(new Option(spelling.name(), true, canonical)) : Optional.empty();
      case Syntax.Parsed.Refused(int word, String problem, String help) -> {
        Argument wrong = given.get(word);
        problems.add(
            Problem.at(
                ReadingCodes.BAD_VALUE,
                wrong,
                "`" + wrong.text() + "` " + problem + " (`" + spelling.name() + "`)",
                help));
        yield Optional.empty();
      }
    };
  }

  /// `-s` and `-d` take a comma list, each of which makes a rule of its own.
  private void addresses(OptionSpelling spelling, Argument list, boolean negated) {
    List<Argument> seen = spelling.name().equals("-s") ? sources : destinations;
    if (!seen.isEmpty()) {
      problems.add(
          Problem.at(
              ReadingCodes.GIVEN_TWICE,
              list,
              "`" + spelling.name() + "` is given twice",
              "write two rules"));
      return;
    }
    int start = 0;
    String text = list.text();
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      seen.add(
          new Argument(
              text.substring(start, end), false, list.start() + start, list.start() + end));
      start = end + 1;
    }
    if (negated && seen.size() > 1) {
      problems.add(
          Problem.at(
              ReadingCodes.BAD_VALUE,
              list,
              "a list of addresses cannot be negated",
              "write a rule that returns for each of them"));
      return;
    }
    if (spelling.name().equals("-s")) {
      sourceNegated = negated;
    } else {
      destinationNegated = negated;
    }
  }

  /// Who takes an option: the part loaded last that has it, else the match of the protocol, which
  /// is loaded for it; last, an unambiguous beginning of a name.
  private Optional<Owner> owner(String name) {
    Optional<Owner> exact = loaded(name);
    if (exact.isPresent()) {
      return exact;
    }
    if (name.startsWith("--")) {
      Optional<Owner> implied = implied(name);
      if (implied.isPresent()) {
        return implied;
      }
      Optional<Owner> shape = readByShape();
      if (shape.isPresent()) {
        return shape;
      }
      return abbreviated(name);
    }
    return Optional.empty();
  }

  private List<Part> loadedParts() {
    var loaded = new ArrayList<Part>();
    if (target != null) {
      loaded.add(target);
    }
    loaded.addAll(parts.reversed());
    return loaded;
  }

  private Optional<Owner> loaded(String name) {
    Optional<Owner> found = target == null ? Optional.empty() : owner(target, name);
    for (int i = parts.size() - 1; i >= 0 && found.isEmpty(); i--) {
      found = owner(parts.get(i), name);
    }
    return found;
  }

  private static Optional<Owner> owner(Part part, String option) {
    if (part.spelling.isEmpty()) {
      return Optional.empty();
    }
    Optional<OptionSpelling> spelling = part.spelling.get().option(option);
    return spelling.isPresent() ? Optional.of(new Owner(part, spelling)) : Optional.empty();
  }

  /// The match that carries the name of the protocol of `-p`, if it has the option and is not yet
  /// loaded; it is loaded now.
  private Optional<Owner> implied(String option) {
    Optional<MatchEntry> entry = protocolMatch();
    Optional<OptionSpelling> spelling = entry.flatMap(e -> e.spelling().option(option));
    if (spelling.isEmpty()) {
      return Optional.empty();
    }
    Part part = new Part(entry.get().spelling().name(), entry.map(Entry::spelling));
    parts.add(part);
    return Optional.of(new Owner(part, spelling));
  }

  private Optional<MatchEntry> protocolMatch() {
    return base.options.stream()
        .filter(o -> o.name().equals("-p"))
        .findFirst()
        .flatMap(o -> Lexicon.match(o.value().equals("ipv6-icmp") ? "icmp6" : o.value()))
        .filter(e -> e.spelling().families().contains(family))
        .filter(e -> parts.stream().noneMatch(p -> p.name.equals(e.spelling().name())));
  }

  /// The part that the lexicon does not know and that was loaded last: its options are taken as
  /// they come.
  private Optional<Owner> readByShape() {
    return loadedParts().stream()
        .filter(p -> p.spelling.isEmpty())
        .findFirst()
        .map(p -> new Owner(p, Optional.empty()));
  }

  private Optional<Owner> abbreviated(String name) {
    var found = new ArrayList<Owner>();
    var candidates = loadedParts();
    protocolMatch()
        .ifPresent(e -> candidates.add(new Part(e.spelling().name(), Optional.of(e.spelling()))));
    for (Part part : candidates) {
      for (OptionSpelling spelling : part.spelling.map(Spelling::options).orElse(List.of())) {
        if (spelling.name().startsWith(name)
            || spelling.aliases().stream().anyMatch(a -> a.startsWith(name))) {
          found.add(new Owner(part, Optional.of(spelling)));
        }
      }
    }
    if (found.size() != 1) {
      return Optional.empty();
    }
    Part part = found.getFirst().part;
    if (part != target && !parts.contains(part)) {
      parts.add(part);
    }
    return Optional.of(found.getFirst());
  }

  private Option byShape(String name, boolean negated) {
    var words = new ArrayList<Word>();
    while (at < arguments.size()
        && !arguments.get(at).looksLikeAnOption()
        && !arguments.get(at).isNot()) {
      Argument next = arguments.get(at++);
      words.add(next.quoted() ? new Word(next.text(), true) : Word.of(next.text()));
    }
    return new Option(name, negated, words);
  }

  private void unknownOption(Argument name) {
    var known = new ArrayList<String>();
    for (Part part : loadedParts()) {
      part.spelling.ifPresent(s -> s.options().forEach(o -> known.add(o.name())));
    }
    protocolMatch().ifPresent(e -> e.spelling().options().forEach(o -> known.add(o.name())));
    known.removeIf(k -> !k.startsWith("--"));
    Optional<String> near = Nearest.to(name.text(), known);
    String owner =
        Lexicon.matches().stream()
            .filter(e -> !e.spelling().name().isEmpty())
            .filter(e -> e.spelling().option(name.text()).isPresent())
            .map(e -> "`-m " + e.spelling().name() + "`")
            .findFirst()
            .orElse("");
    problems.add(
        Problem.at(
            ReadingCodes.UNKNOWN_OPTION,
            name,
            "nothing in this rule has an option `" + name.text() + "`",
            near.map(n -> "did you mean `" + n + "`?")
                .orElse(
                    owner.isEmpty()
                        ? "correct its name, or load the match that has it with `-m`"
                        : "it belongs to " + owner + ": load that before it")));
  }

  // ---- the whole

  private List<Rule> finish() {
    var matches = new ArrayList<Match>();
    for (Part part : parts.subList(1, parts.size())) {
      Match match = new Match(part.name, sorted(part));
      matches.add(
          shared.match(
              Lexicon.match(part.name).map(e -> e.canonical(match, family)).orElse(match)));
    }
    Optional<Target> done =
        Optional.ofNullable(targetName).map(this::finishTarget).map(shared::target);
    var rules = new ArrayList<Rule>();
    for (Optional<Option> source : ends(sources, "-s", sourceNegated)) {
      for (Optional<Option> destination : ends(destinations, "-d", destinationNegated)) {
        var options = new ArrayList<Option>();
        source.ifPresent(options::add);
        destination.ifPresent(options::add);
        options.addAll(sorted(base));
        rules.add(new Rule(new Match(Match.BASE, options), matches, done, counters, span()));
      }
    }
    if (problems.isEmpty() && !rules.isEmpty()) {
      check(rules.getFirst());
    }
    return rules;
  }

  private Target finishTarget(Argument name) {
    if (toChain != null) {
      return new Target.Jump(toChain.text(), isGoto);
    }
    Part part = java.util.Objects.requireNonNull(target);
    Target.Call call = new Target.Call(part.name, sorted(part));
    return Lexicon.target(part.name).map(e -> e.canonical(call, family)).orElse(call);
  }

  private Span span() {
    return new Span(line, arguments.getFirst().start(), arguments.getLast().end());
  }

  private List<Optional<Option>> ends(List<Argument> given, String name, boolean negated) {
    if (given.isEmpty()) {
      return List.of(Optional.empty());
    }
    OptionSpelling spelling = base.spelling.orElseThrow().option(name).orElseThrow();
    var options = new ArrayList<Optional<Option>>();
    for (Argument argument : given) {
      options.add(read(spelling, List.of(argument), negated));
    }
    return options;
  }

  private static List<Option> sorted(Part part) {
    if (part.options.size() < 2 || part.spelling.isEmpty() || part.spelling.get().keepsOrder()) {
      return part.options;
    }
    List<OptionSpelling> order = part.spelling.get().options();
    var sorted = new ArrayList<>(part.options);
    sorted.sort(
        Comparator.comparingInt(o -> {
          int i = 0;
          while (!order.get(i).name().equals(o.name())) {
            i++;
          }
          return i;
        }));
    return sorted;
  }

  /// What extensions say of the rule as a whole.
  private void check(Rule rule) {
    Optional<Integer> protocol =
        rule.base().option("-p").filter(o -> !o.negated()).flatMap(o -> Names.protocol(o.value()));
    for (Match match : rule.allMatches()) {
      Lexicon.match(match.name()).ifPresent(e -> check(e, rule, protocol, "-m " + match.name()));
    }
    if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
      Lexicon.target(call.name()).ifPresent(e -> check(e, rule, protocol, "-j " + call.name()));
    }
    if (targetName != null && target != null && target.spelling.isEmpty()) {
      checkName(targetName);
    }
  }

  private void check(Entry entry, Rule rule, Optional<Integer> protocol, String what) {
    Spelling spelling = entry.spelling();
    if (!spelling.protocols().isEmpty()
        && protocol.filter(p -> spelling.protocols().contains(p)).isEmpty()) {
      String needed =
          spelling.protocols().stream()
              .sorted()
              .map(n -> "`-p " + Names.protocolWord(Integer.toString(n), n) + "`")
              .reduce((a, b) -> a + " or " + b)
              .orElseThrow();
      whole("`" + what + "` needs " + needed, "write " + needed + " before it");
    }
    entry.problem(rule, family).ifPresent(p -> whole(p, "change the rule as the message says"));
  }

  private void whole(String message, String help) {
    problems.add(
        new Problem(ReadingCodes.REFUSED_RULE, span().start(), span().end(), message, help));
  }

  private void checkName(Argument name) {
    if (name.text().length() > LONGEST_CHAIN && !Lexicon.isTarget(name.text())) {
      problems.add(
          Problem.at(
              ReadingCodes.BAD_CHAIN,
              name,
              "`" + name.text() + "` is longer than a chain's name can be",
              "write at most 28 characters"));
    }
  }
}
