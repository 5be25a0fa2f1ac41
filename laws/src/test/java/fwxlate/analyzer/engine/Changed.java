package fwxlate.analyzer.engine;

import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowered.Action;
import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// What a packet looks like after changes that the analysis names and does not follow: from the
/// words under which it takes two of them for the same.
final class Changed {
  private static final Set<Field> SHOWN =
      EnumSet.of(
          Field.SOURCE,
          Field.DESTINATION,
          Field.SOURCE_PORT,
          Field.DESTINATION_PORT,
          Field.TTL,
          Field.TRAFFIC_CLASS,
          Field.TCP_MSS);

  /// Where table nat changes where packets come from: what comes of that, an Effect does not say.
  private static final Set<String> SOURCE_NAT = Set.of("INPUT", "POSTROUTING");

  private static final long NO_MSS = 65_536;

  private Changed() {}

  /// The fields that have one value only afterwards.
  static Map<Field, Unsigned128> after(
      Lowered lowered, String chain, Family family, List<String> keys, Packet packet) {
    var fields = new EnumMap<Field, Unsigned128>(Field.class);
    SHOWN.forEach(field -> fields.put(field, packet.value(field)));
    for (String key : keys) {
      Effect.Change change = Objects.requireNonNull(changes(lowered).get(key));
      if (change.ends() && SOURCE_NAT.contains(chain)) {
        fields.keySet().removeIf(Changed::isNatted);
      } else {
        change(fields, family, change);
      }
    }
    return fields;
  }

  private static Map<String, Effect.Change> changes(Lowered lowered) {
    var changes = new TreeMap<String, Effect.Change>();
    lowered
        .chains()
        .values()
        .forEach(c ->
            c.steps()
                .forEach(s -> {
                  if (s.action() instanceof Action.Do(Effect.Change change)) {
                    changes.put(change.key(), change);
                  }
                }));
    return changes;
  }

  private static void change(Map<Field, Unsigned128> fields, Family family, Effect.Change change) {
    String[] words = change.key().split("[ /]", -1);
    if (words[0].equals("mss")) {
      // only a packet without data can be given a size that it does not name
      fields.computeIfPresent(Field.TCP_MSS, (_, mss) -> size(words, family, mss.toLong()));
      fields.remove(Field.TCP_MSS, Unsigned128.of(NO_MSS));
      return;
    }
    boolean others =
        change.ends()
            ? !change.key().matches("(-j )?DNAT .*")
            : !change.becomes().keySet().containsAll(change.fields());
    for (Field field : SHOWN) {
      switch (change.becomes().get(field)) {
        case Becomes.Determined determined ->
            fields.computeIfPresent(field, (_, before) -> determined.of(before, field.bits()));
        case Becomes.OneOf _, Becomes.Counted _ -> fields.remove(field);
        case null -> {
          if (change.fields().contains(field) || (others && (isNatted(field) || !change.ends()))) {
            fields.remove(field);
          }
        }
      }
    }
  }

  private static boolean isNatted(Field field) {
    return field.isAddress() || field.label().endsWith(" port");
  }

  /// xt_TCPMSS.c: a size is only made smaller. That of IPv4 is told as the one of IPv6 beside it,
  /// 20 less, but not below 0, which stands for more than one.
  private static Unsigned128 size(String[] words, Family family, long before) {
    boolean four = family == Family.IPV4;
    return words[1].equals("clamped") || before == NO_MSS || (four && words[1].equals("0"))
        ? Unsigned128.of(NO_MSS)
        : Unsigned128.of(Math.min(before, Long.parseLong(words[1]) + (four ? 20 : 0)));
  }

  /// Whether a rule with it is asked: nothing in its table asks later for what it changes.
  static boolean isFollowed(Effect.Change change, Lowered table) {
    return table.table().equals("nat")
        || (change.key().matches("(hop limit|traffic class|mss) .*")
            && table.conditions().stream()
                .allMatch(c -> change.fields().stream().allMatch(f -> c.tests(f).isEmpty())));
  }
}
