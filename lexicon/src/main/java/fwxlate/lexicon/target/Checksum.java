package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;

import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Placement;
import fwxlate.lexicon.Spelling;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.Calls;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.List;
import java.util.Optional;

/// `-j CHECKSUM`: a checksum that was left to the network card is filled in (xt_CHECKSUM.c).
public record Checksum() implements TargetEntry {
  private static final Spelling SPELLING = Spelling.of("CHECKSUM", flag("--checksum-fill"));

  @Override
  public Spelling spelling() {
    return SPELLING;
  }

  @Override
  public Placement placement() {
    return Placement.in("mangle");
  }

  @Override
  public String summary() {
    return "a checksum left to the network card is filled in, and the next rule goes on";
  }

  @Override
  public Optional<String> problem(Rule rule, Family family) {
    return Calls.needing(rule, "--checksum-fill");
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Continue();
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.same(target);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A OUTPUT -j CHECKSUM --checksum-fill").refused("mangle only"),
        Example.v4("-A POSTROUTING -o virbr0 -p udp -m udp --dport 68 -j CHECKSUM --checksum-fill")
            .in("mangle")
            .staysTheSame(),
        Example.v4("-A POSTROUTING -j CHECKSUM").in("mangle").refused("nothing to do"));
  }
}
