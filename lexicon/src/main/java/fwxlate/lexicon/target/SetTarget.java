package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.SetUse;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-j SET`: members of a set come and go (xt_set.c, set_target_v3).
public record SetTarget() implements TargetEntry {
  private static final List<String> SETS = List.of("--add-set", "--del-set", "--map-set");
  private static final List<String> MAPPED = List.of("--map-mark", "--map-prio", "--map-queue");

  private static final Card CARD =
      Card.of("SET", "members of a set come and go, and the next rule goes on")
          .options(
              option("--add-set", new SetSyntax()),
              flag("--exist"),
              option("--timeout", Syntaxes.number(0, 4294967294L)),
              option("--del-set", new SetSyntax()),
              option("--map-set", new SetSyntax()),
              flag("--map-mark"),
              flag("--map-prio"),
              flag("--map-queue"))
          .needsBeside("--exist", "--add-set")
          .needsBeside("--timeout", "--add-set")
          .needs("--add-set", "--del-set", "--map-set");

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public List<SetUse> sets(Options options) {
    return options.options().stream()
        .filter(o -> SETS.contains(o.name()))
        .map(o -> o.name().equals("--map-set") ? SetUse.of(o) : SetUse.of(o).changing())
        .toList();
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return target.has("--map-set") != MAPPED.stream().anyMatch(target::has)
        ? Optional.of(
            "`--map-set` needs `--map-mark`, `--map-prio` or `--map-queue`, and they need it")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    var options = new ArrayList<Option>();
    var notes = new ArrayList<Note>();
    for (Option option : target.options()) {
      if (!SETS.contains(option.name())) {
        options.add(option);
        continue;
      }
      String twin = translation.setName(option.value());
      options.add(
          new Option(option.name(), false, List.of(Word.of(twin), option.words().getLast())));
      if (!twin.equals(option.value())) {
        notes.add(
            new Note(
                true, "set `" + twin + "` holds in IPv6 what set `" + option.value() + "` holds"));
      }
    }
    return new TargetCounterpart.Becomes(new Target.Call(target.name(), options), notes);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j SET --add-set scanners src --exist --timeout 600").notLoaded(),
        Example.v4("-A INPUT -j SET --del-set b dst --add-set a src,dst")
            .savedAs("-A INPUT -j SET --add-set a src,dst --del-set b dst")
            .notLoaded(),
        Example.v4("-A INPUT -j SET --add-set a src,dst,src,dst,src,dst").notLoaded(),
        Example.v4("-A PREROUTING -j SET --map-set marks src --map-mark").in("mangle").notLoaded(),
        Example.v4("-A INPUT -j SET --add-set a source").refused("src or dst"),
        Example.v4("-A INPUT -j SET --add-set a src --timeout 4294967295").refused("too long"),
        Example.v4("-A INPUT -j SET --del-set a src --exist").refused("only for --add-set"),
        Example.v4("-A INPUT -j SET --map-set a src").refused("what is mapped?"),
        Example.v4("-A INPUT -j SET").refused("no set"));
  }

  /// `NAME src,dst,...`, at most six directions.
  private static final class SetSyntax implements Syntax {
    @Override
    public int fewest() {
      return 2;
    }

    @Override
    public String describe() {
      return "name src|dst,...";
    }

    @Override
    public Parsed read(List<Word> words, Family family) {
      String name = words.getFirst().text();
      String directions = words.getLast().text();
      if (name.isEmpty() || name.length() > 31) {
        return new Parsed.Refused(0, "is not a set's name", "write 1 to 31 characters");
      }
      return directions.matches("(src|dst)(,(src|dst)){0,5}")
          ? new Parsed.Value(List.of(Word.of(name), Word.of(directions)))
          : new Parsed.Refused(
              1, "is not a list of directions", "write `src` or `dst`, at most six with commas");
    }
  }
}
