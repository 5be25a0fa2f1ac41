package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.Given;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Rule;
import java.util.List;
import java.util.Optional;

/// `-m pool`: an address out of a pool, up to Linux 2.4 (ipt_pool.c); became `-m set`.
public record PoolMatch() implements MatchEntry {
  private static final Spelling SPELLING =
      Spelling.of(
              "pool",
              option("--srcpool", Syntaxes.fileName(255)).canNegate(),
              option("--dstpool", Syntaxes.fileName(255)).canNegate())
          .only(Family.IPV4);

  @Override
  public Spelling spelling() {
    return SPELLING;
  }

  @Override
  public String summary() {
    return "an address out of a pool (historic: set)";
  }

  @Override
  public Optional<String> problem(Rule rule, Family family) {
    return Given.needing(rule, "pool", "--srcpool", "--dstpool");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(
        match.options().stream()
            .<Condition>map(o ->
                Condition.not(
                    o.negated(),
                    new Condition.Opaque("pool " + o.negate(false), Condition.Memory.SHARED)))
            .toList());
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never(
        "address pools held IPv4 addresses: make an IPv6 set and ask `-m set --match-set` for it");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m pool ! --dstpool servers --srcpool clients -j ACCEPT")
            .savedAs("-A INPUT -m pool --srcpool clients ! --dstpool servers -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -m pool -j ACCEPT").refused("no pool"));
  }
}
