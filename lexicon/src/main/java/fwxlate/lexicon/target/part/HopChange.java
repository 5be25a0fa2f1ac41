package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Numbers;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import java.util.Map;
import java.util.Set;

/// What `-j TTL` and `-j HL` share.
public final class HopChange {
  private HopChange() {}

  /// What `--ttl-set 64` and `--hl-set 64` do: "hop limit set 64".
  public static Effect of(Option option) {
    int hops = (int) Numbers.canonical(option.value());
    String verb = option.name().substring(option.name().lastIndexOf('-') + 1);
    return new Effect.Change(
        "hop limit " + verb + " " + option.value(),
        false,
        Set.of(Field.TTL),
        Map.of(
            Field.TTL,
            switch (verb) {
              case "inc" -> new Becomes.Added(hops);
              case "dec" -> new Becomes.Added(-hops);
              default -> Becomes.To.of(hops);
            }));
  }
}
