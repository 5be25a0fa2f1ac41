package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart.Note;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Helpers;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Untracked;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-j CT`: how connection tracking is to treat the packet: not at all, in a zone, with a helper
/// (xt_CT.c).
public record Ct() implements TargetEntry {
  private static final List<String> CT_EVENTS =
      List.of(
          "new",
          "related",
          "destroy",
          "reply",
          "assured",
          "protoinfo",
          "helper",
          "mark",
          "natseqinfo",
          "secmark");

  private static final Card CARD =
      Card.of(
              "CT",
              "how connection tracking treats the packet: not at all, in a zone, with a helper")
          .in("raw")
          .options(
              flag("--notrack"),
              option("--helper", Syntaxes.word("name", (text, _) -> helper(text))),
              option("--timeout", Syntaxes.name(31)),
              option("--ctevents", events(CT_EVENTS)),
              option("--expevents", events(List.of("new"))),
              option("--zone-orig", Syntaxes.word("0-65535|mark", (text, _) -> zone(text))),
              option("--zone-reply", Syntaxes.word("0-65535|mark", (text, _) -> zone(text))),
              option("--zone", Syntaxes.word("0-65535|mark", (text, _) -> zone(text))))
          .excludes("--zone", "--zone-orig", "--zone-reply");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed helper(String text) {
    if (text.isEmpty()) {
      return new Syntax.Parsed.Everything(List.of(Word.of("\"\"")));
    }
    return text.length() > 15
        ? Syntaxes.refused("is not a helper", "write at most 15 characters")
        : Syntax.Parsed.of(text);
  }

  private static Syntax events(List<String> known) {
    return Syntaxes.word(
        String.join(",", known),
        (text, _) -> {
          List<String> given = List.of(text.split(",", -1));
          return known.containsAll(given)
              ? Syntax.Parsed.of(String.join(",", known.stream().filter(given::contains).toList()))
              : Syntaxes.refused(
                  "is not a list of events", "write some of " + String.join(",", known));
        });
  }

  /// Zone 0 is where every packet is anyway: the savers do not print it.
  private static Syntax.Parsed zone(String text) {
    if (text.equals("mark")) {
      return Syntax.Parsed.of(text);
    }
    Optional<Long> zone = Numbers.unsigned(text, 0, 65535);
    if (zone.isEmpty()) {
      return Syntaxes.refused("is not a zone", "write 0 to 65535 or `mark`");
    }
    return zone.get() == 0
        ? new Syntax.Parsed.Everything(List.of(Word.of("0")))
        : Syntax.Parsed.of(zone.get().toString());
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    boolean lookedUp =
        !target.has("--notrack") && (target.has("--helper") || target.has("--timeout"));
    return lookedUp && rule.base().value("-p").isEmpty()
        ? Optional.of("`-j CT` with a helper or a timeout needs `-p`")
        : Optional.empty();
  }

  /// A helper that IPv6 does not have is not part of it: no packet of IPv6 could show the
  /// difference.
  @Override
  public Effect effect(Target.Call target, Family family) {
    Target.Call seen = hasDeadHelper(target) ? withoutHelper(target) : target;
    return seen.options().equals(UNTRACKED.options())
        ? Untracked.EFFECT
        : new Effect.Change(seen.toString(), false);
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    Target.Call now = target;
    var notes = new ArrayList<Note>();
    if (hasDeadHelper(target)) {
      String reason =
          "the helper " + target.option("--helper").orElseThrow().value() + " knows IPv4 only";
      now = withoutHelper(target);
      if (now.options().isEmpty()) {
        return TargetCounterpart.none(reason);
      }
      notes.add(new Note(false, reason));
    }
    Optional<Option> timeout = now.option("--timeout");
    if (timeout.isPresent()) {
      String twin = timeout.get().value() + "6";
      now =
          new Target.Call(
              now.name(),
              now.options().stream()
                  .map(o -> o.equals(timeout.get()) ? Option.of("--timeout", twin) : o)
                  .toList());
      notes.add(
          new Note(
              true,
              "a timeout policy belongs to one family: `"
                  + twin
                  + "` is the twin of `"
                  + timeout.get().value()
                  + "`"));
    }
    return new TargetCounterpart.Becomes(now, notes);
  }

  private static boolean hasDeadHelper(Target.Call target) {
    return target.option("--helper").map(o -> Helpers.isIpv4Only(o.value())).orElse(false);
  }

  private static Target.Call withoutHelper(Target.Call target) {
    return new Target.Call(
        target.name(),
        target.options().stream().filter(o -> !o.name().equals("--helper")).toList());
  }

  private static final Target.Call UNTRACKED = Target.call("CT", Option.of("--notrack"));

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -j CT --notrack").refused("raw only"),
        raw("-A PREROUTING -j CT --notrack").staysTheSame(),
        raw("-A PREROUTING -p tcp -j CT --helper ftp").staysTheSame(),
        raw("-A PREROUTING -p tcp -m tcp --dport 6667 -j CT --helper irc").hasNoCounterpart(),
        raw("-A PREROUTING -p tcp -j CT --helper pptp --zone 3")
            .becomes("-A PREROUTING -p tcp -j CT --zone 3"),
        raw("-A PREROUTING -j CT --zone 65535").staysTheSame(),
        raw("-A PREROUTING -j CT --zone-orig mark").staysTheSame(),
        raw("-A PREROUTING -j CT --zone 0").savedAs("-A PREROUTING -j CT"),
        raw("-A PREROUTING -j CT --ctevents destroy,new --expevents new")
            .savedAs("-A PREROUTING -j CT --ctevents new,destroy --expevents new")
            .staysTheSame(),
        // a timeout policy is made by nfct, not by iptables
        raw("-A PREROUTING -p tcp -j CT --timeout short")
            .becomes("-A PREROUTING -p tcp -j CT --timeout short6")
            .notLoaded(),
        raw("-A PREROUTING -j CT --helper ftp").refused("a helper of which protocol?"),
        raw("-A PREROUTING -j CT --zone 65536").refused("no such zone"),
        raw("-A PREROUTING -j CT --ctevents NEW").refused("no such event"));
  }

  private static Example raw(String rule) {
    return Example.v4(rule).in("raw");
  }
}
