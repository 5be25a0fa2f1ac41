package fwxlate.grammar;

import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntax;
import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the options of the base, of matches and of targets, with the lexicon for how many
/// arguments they take.
final class OptionReader {
  private final Words words;
  private final LoadedParts parts;
  private final Family family;
  private final Problems problems;
  private final AddressList sources = new AddressList("-s");
  private final AddressList destinations = new AddressList("-d");
  private final List<Argument> oldNegations = new ArrayList<>();

  OptionReader(Words words, LoadedParts parts, Family family, Problems problems) {
    this.words = words;
    this.parts = parts;
    this.family = family;
    this.problems = problems;
  }

  /// Where `!` stood after its option, as old tools printed it.
  List<Argument> oldNegations() {
    return oldNegations;
  }

  /// Reads an option whose name was taken.
  void read(Argument name, boolean negated) {
    Optional<LoadedParts.Owner> owner = parts.owner(name.text());
    if (owner.isEmpty()) {
      problems.at(
          ReadingCodes.UNKNOWN_OPTION,
          name,
          "nothing in this rule has an option `" + name.text() + "`",
          parts.adviceFor(name.text()));
      return;
    }
    LoadedPart part = owner.get().part();
    if (owner.get().spelling().isEmpty()) {
      part.give(byShape(name.text(), negated));
      return;
    }
    OptionSpelling spelling = owner.get().spelling().get();
    boolean not = negated || oldNegation(spelling);
    if (not && !spelling.negatable()) {
      problems.cannotBeNegated(name);
      return;
    }
    if (!spelling.repeatable() && part.has(spelling.name())) {
      problems.twice(name, name.text());
      return;
    }
    value(name, part, spelling, not);
  }

  /// `-i ! eth0`: takes the `!` that stands after its option.
  private boolean oldNegation(OptionSpelling spelling) {
    boolean isOne =
        spelling.negatable()
            && spelling.syntax().fewest() > 0
            && words.left() > 1
            && words.peek().isNot();
    if (isOne) {
      oldNegations.add(words.take());
    }
    return isOne;
  }

  private void value(Argument name, LoadedPart part, OptionSpelling spelling, boolean negated) {
    Syntax syntax = spelling.syntax();
    List<Argument> given = words.values(syntax.fewest(), syntax.most());
    if (given.size() < syntax.fewest()) {
      problems.missing(
          name, syntax.describe().isEmpty() ? "an argument" : "`" + syntax.describe() + "`");
      return;
    }
    Optional<AddressList> list = addressList(part, spelling.name());
    if (list.isPresent()) {
      list.get().read(given.getFirst(), negated, problems);
      return;
    }
    unglue(part, syntax, given);
    option(spelling, given, negated).ifPresent(part::give);
  }

  private Optional<AddressList> addressList(LoadedPart part, String option) {
    if (part != parts.base()) {
      return Optional.empty();
    }
    return switch (option) {
      case "-s" -> Optional.of(sources);
      case "-d" -> Optional.of(destinations);
      default -> Optional.empty();
    };
  }

  /// `--queue-balance 0:6--queue-bypass`: some savers up to 1.4.12 forgot the blank before the next
  /// option. A value that is none is cut there if the rest is an option of the same part.
  private void unglue(LoadedPart part, Syntax syntax, List<Argument> given) {
    if (given.size() != 1) {
      return;
    }
    Argument both = given.getFirst();
    int cut = both.text().indexOf("--", 1);
    if (cut < 0
        || both.quoted()
        || part.option(both.text().substring(cut)).isEmpty()
        || !(syntax.read(texts(given), family) instanceof Syntax.Parsed.Refused)) {
      return;
    }
    given.set(0, both.before(cut));
    words.push(both.from(cut));
  }

  private static List<Word> texts(List<Argument> given) {
    var texts = new ArrayList<Word>(given.size());
    for (Argument argument : given) {
      texts.add(new Word(argument.text(), argument.quoted()));
    }
    return texts;
  }

  private Optional<Option> option(OptionSpelling spelling, List<Argument> given, boolean negated) {
    return switch (spelling.syntax().read(texts(given), family)) {
      case Syntax.Parsed.Value(List<Word> canonical) ->
          Optional.of(new Option(spelling.name(), negated, canonical));
      case Syntax.Parsed.Everything(List<Word> canonical) ->
          negated ? Optional.of(new Option(spelling.name(), true, canonical)) : Optional.empty();
      case Syntax.Parsed.Refused(int word, String problem, String help) -> {
        Argument wrong = given.get(word);
        problems.at(
            ReadingCodes.BAD_VALUE,
            wrong,
            "`" + wrong.text() + "` " + problem + " (`" + spelling.name() + "`)",
            help);
        yield Optional.empty();
      }
    };
  }

  private Option byShape(String name, boolean negated) {
    var values = new ArrayList<Word>();
    for (Argument next : words.values(0, Integer.MAX_VALUE)) {
      values.add(next.quoted() ? new Word(next.text(), true) : Word.of(next.text()));
    }
    return new Option(name, negated, values);
  }

  /// The options of the base, once for every pair of a source and a destination.
  List<List<Option>> bases() {
    var bases = new ArrayList<List<Option>>();
    for (Optional<Option> source : each(sources)) {
      for (Optional<Option> destination : each(destinations)) {
        var options = new ArrayList<Option>();
        source.ifPresent(options::add);
        destination.ifPresent(options::add);
        options.addAll(parts.base().sorted());
        bases.add(options);
      }
    }
    return bases;
  }

  private List<Optional<Option>> each(AddressList list) {
    if (list.addresses().isEmpty()) {
      return List.of(Optional.empty());
    }
    OptionSpelling spelling = parts.base().option(list.option()).orElseThrow();
    var options = new ArrayList<Optional<Option>>();
    for (Argument address : list.addresses()) {
      options.add(option(spelling, List.of(address), list.negated()));
    }
    return options;
  }
}
