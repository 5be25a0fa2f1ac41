package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.ipset.Ipsets;
import fwxlate.ipset.Membership;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.SetUse;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m set`: whether an ipset has the packet's addresses or ports (xt_set.c, set_match_v4).
public record SetMatch() implements MatchEntry {
  /// Bytes of the longest name (IPSET_MAXNAMELEN - 1).
  private static final int LONGEST = 31;

  /// Dimensions of a set, at most (IPSET_DIM_MAX).
  private static final int DIMENSIONS = 6;

  private static final String SET = "--match-set";

  private static final List<String> ALWAYS_ON =
      List.of("--update-counters", "--update-subcounters");

  private static final Syntax COUNT = Syntaxes.number(0, -1);

  private static final Card CARD =
      Card.of("set", "whether an ipset has the packet's addresses or ports")
          .options(
              option(SET, new SetSyntax()).alias("--set").canNegate(),
              flag("--return-nomatch"),
              flag("--update-counters").canNegate(),
              flag("--update-subcounters").canNegate(),
              option("--packets-eq", COUNT).canNegate(),
              option("--packets-lt", COUNT),
              option("--packets-gt", COUNT),
              option("--bytes-eq", COUNT).canNegate(),
              option("--bytes-lt", COUNT),
              option("--bytes-gt", COUNT))
          .needs(SET);

  @Override
  public Card card() {
    return CARD;
  }

  /// Counters are updated unless that is negated, so that only the negation is printed.
  @Override
  public Match canonical(Match match, Family family) {
    return new Match(
        match.name(),
        match.options().stream()
            .filter(o -> o.negated() || !ALWAYS_ON.contains(o.name()))
            .toList());
  }

  @Override
  public List<SetUse> sets(Options options) {
    return options.options().stream().filter(o -> o.name().equals(SET)).map(SetUse::of).toList();
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    for (String counter : List.of("--packets-", "--bytes-")) {
      if (match.options().stream().filter(o -> o.name().startsWith(counter)).count() > 1) {
        return Optional.of("`-m set` takes one of `" + counter + "eq`, `-lt` and `-gt`");
      }
    }
    return Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option set = match.option(SET).orElseThrow();
    boolean counts =
        match.options().stream()
            .anyMatch(o -> o.name().startsWith("--packets-") || o.name().startsWith("--bytes-"));
    // a set's counters are moved by asking it
    return Condition.not(
        set.negated(),
        new Condition.Opaque(
            match.with(set.negate(false)).toString(),
            counts ? Condition.Memory.PER_RULE : Condition.Memory.SHARED));
  }

  /// Where the members are known, the packets that the set has. Counters and `--return-nomatch` ask
  /// for more than that.
  @Override
  public Condition meaning(Match match, Family family, Ipsets known) {
    Option set = match.option(SET).orElseThrow();
    return asksMembersOnly(match)
        ? Membership.of(set.value(), SetUse.of(set).directions(), family, known)
            .map(members -> Condition.not(set.negated(), members))
            .orElseGet(() -> meaning(match, family))
        : meaning(match, family);
  }

  private static boolean asksMembersOnly(Match match) {
    return match.options().stream()
        .allMatch(o -> o.name().equals(SET) || ALWAYS_ON.contains(o.name()));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    Option set = match.option(SET).orElseThrow();
    String twin = translation.setName(set.value());
    String dimensions = set.words().get(1).text();
    Counterpart becomes =
        twin.equals(set.value())
            ? Counterpart.same(match)
            : Counterpart.becomes(
                match.with(Option.of(SET, twin, dimensions).negate(set.negated())));
    boolean isTwin = asksMembersOnly(match) || twin.equals(set.value());
    return isTwin && translation.isImage(set.value())
        ? becomes
        : becomes.assuming(
            "the set `"
                + twin
                + "` has what stands in IPv6 for the members of `"
                + set.value()
                + "`");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m set --match-set blocked src -j DROP").notLoaded(),
        Example.v4("-A INPUT -m set ! --match-set hosts src,dst,src,dst,src,dst -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m set ! --set blocked src -j DROP")
            .savedAs("-A INPUT -m set ! --match-set blocked src -j DROP")
            .notLoaded(),
        Example.v4(
                "-A INPUT -m set --bytes-gt 0x10 ! --packets-eq 18446744073709551615"
                    + " ! --update-subcounters ! --update-counters --return-nomatch"
                    + " --match-set nets src -j DROP")
            .savedAs(
                "-A INPUT -m set --match-set nets src --return-nomatch ! --update-counters"
                    + " ! --update-subcounters ! --packets-eq 18446744073709551615 --bytes-gt 16"
                    + " -j DROP")
            .notLoaded(),
        Example.v4("-A INPUT -m set --match-set nets src --update-counters -j DROP")
            .savedAs("-A INPUT -m set --match-set nets src -j DROP")
            .notLoaded(),
        Example.v6("-A INPUT -m set --match-set nets6 dst -j DROP").notLoaded(),
        Example.v4("-A INPUT -m set --match-set blocked both -j DROP").refused("no direction"),
        Example.v4("-A INPUT -m set --match-set blocked src,dst,src,dst,src,dst,src -j DROP")
            .refused("seven dimensions"),
        Example.v4("-A INPUT -m set --match-set a-name-that-is-too-long-by-one-x src -j DROP")
            .refused("32 characters"),
        Example.v4("-A INPUT -m set --match-set nets src --packets-lt 9 --packets-gt 2 -j DROP")
            .refused("two tests of one counter"),
        Example.v4("-A INPUT -m set --match-set nets src ! --packets-lt 9 -j DROP")
            .refused("not negatable"),
        Example.v4("-A INPUT -m set --return-nomatch -j DROP").refused("no set"));
  }

  /// `NAME src|dst,...`.
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
      Syntax.Parsed name = Syntaxes.name(LONGEST).read(words.subList(0, 1), family);
      if (name instanceof Parsed.Refused) {
        return name;
      }
      var canonical = new ArrayList<Word>();
      String text = words.getFirst().text();
      canonical.add(new Word(text, !text.matches("[^\\s\"'\\\\]+")));
      String dimensions = words.get(1).text();
      if (!dimensions.matches("(src|dst)(,(src|dst)){0," + (DIMENSIONS - 1) + "}")) {
        return new Parsed.Refused(
            1,
            "does not say which of the packet's addresses and ports to look for",
            "write `src` or `dst`, up to " + DIMENSIONS + " of them, separated by commas");
      }
      canonical.add(Word.of(dimensions));
      return new Parsed.Value(canonical);
    }
  }
}
