package fwxlate.lexicon;

import fwxlate.packet.Family;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Word;
import java.util.List;

/// How the arguments of an option are written, checked, and put into the form the savers print.
public interface Syntax {
  /// How many words it takes, at least.
  int fewest();

  /// How many words it takes, at most; more than [#fewest()] where arguments are optional: further
  /// words are then taken as long as they do not look like an option.
  default int most() {
    return fewest();
  }

  /// For people: `port[:port]`, `0-255`.
  String describe();

  /// The addresses that canonical words name: an address map may say what stands for them.
  default List<ValueSet> addresses(List<Word> words, Family family) {
    return List.of();
  }

  /// What the words are, canonically.
  Parsed read(List<Word> words, Family family);

  /// The outcome of reading the arguments of an option.
  sealed interface Parsed {
    /// The canonical words.
    record Value(List<Word> words) implements Parsed {
      public Value {
        words = List.copyOf(words);
      }
    }

    /// The value says nothing (a full port range, `-s 0/0`): the savers print neither it nor its
    /// option, unless it is negated, where `ifNegated` is printed and nothing matches.
    record Everything(List<Word> ifNegated) implements Parsed {
      public Everything {
        ifNegated = List.copyOf(ifNegated);
      }
    }

    /// Refused.
    ///
    /// @param word the index of the word that is wrong
    /// @param problem lower case, follows the quoted word: "is not a port"
    /// @param help what to write
    record Refused(int word, String problem, String help) implements Parsed {}

    static Parsed of(String word) {
      return new Value(List.of(Word.of(word)));
    }
  }
}
