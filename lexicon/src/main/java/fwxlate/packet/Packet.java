package fwxlate.packet;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// One packet at one hook: a value for each field, and the answers that opaque predicates give
/// about it. Fields without a value are 0, predicates without an answer are false.
public record Packet(Map<Field, Unsigned128> values, Map<String, Boolean> answers) {
  public Packet {
    values = Map.copyOf(values);
    answers = Map.copyOf(answers);
  }

  public static final Packet ZERO = new Packet(Map.of(), Map.of());

  public Unsigned128 value(Field field) {
    return values.getOrDefault(field, Unsigned128.ZERO);
  }

  public boolean answer(String key) {
    return answers.getOrDefault(key, false);
  }

  public Packet with(Field field, Unsigned128 value) {
    var changed = new EnumMap<Field, Unsigned128>(Field.class);
    changed.putAll(values);
    changed.put(field, value);
    return new Packet(changed, answers);
  }

  public Packet with(Field field, long value) {
    return with(field, Unsigned128.of(value));
  }

  public Packet withAnswer(String key, boolean answer) {
    var changed = new TreeMap<>(answers);
    changed.put(key, answer);
    return new Packet(values, changed);
  }
}
