package fwxlate.grammar;

import fwxlate.ruleset.Match;
import fwxlate.ruleset.Target;
import java.util.HashMap;
import java.util.Map;

/// Equal matches and targets of a file are one object each: large files say the same few things
/// over and over. Only so many are kept, since a match may also differ in every rule.
final class Shared {
  private static final int MOST = 1 << 16;

  private final Map<Object, Object> known = new HashMap<>();

  Match match(Match match) {
    return (Match) one(match);
  }

  Target target(Target target) {
    return (Target) one(target);
  }

  private Object one(Object value) {
    Object old = known.get(value);
    if (old != null) {
      return old;
    }
    if (known.size() < MOST) {
      known.put(value, value);
    }
    return value;
  }
}
