package fwxlate.testkit;

import fwxlate.address.AddressMap;
import fwxlate.grammar.maps.AddressMapReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Address maps: embeddings, whole blocks, one inside the other, single addresses, or none.
public final class SomeMaps {
  private static final List<List<String>> LINES =
      List.of(
          List.of("192.0.2.0/24 = 2001:db8:1::/120", "192.0.2.0/24 = 2001:db8:1::/64"),
          List.of("192.0.2.5 = 2001:db8:1::5", "192.0.2.0/28 = 2001:db8:1::/124"),
          List.of("198.51.100.0/24 = 2001:db8:2::/64", "198.51.100.0/25 = 2001:db8:2::/121"),
          List.of("198.51.100.7 = 2001:db8:2::7", "198.51.100.7 = 2001:db8:7::/64"),
          List.of("10.0.0.0/8 = 2001:db8:a::/104", "10.0.0.0/8 = 2001:db8:a::/48"),
          List.of("10.1.0.0/16 = 2001:db8:a::/112", "10.1.2.3 = 2001:db8:a:0:1::/80"),
          List.of("127.0.0.1 = ::1", "127.0.0.0/8 = ::1"),
          List.of("192.0.2.3-192.0.2.9 = 2001:db8:1::3-2001:db8:1::9"),
          List.of("203.0.113.9 = 2001:db8:9::9"));

  private SomeMaps() {}

  /// A map without contradictions: lines that contradict earlier ones are not taken.
  public static AddressMap map(Random random) {
    var lines = new ArrayList<String>();
    for (List<String> group : LINES) {
      if (random.nextBoolean()) {
        String line = Draw.one(random, group);
        lines.add(line);
        if (!read(lines).findings().isEmpty()) {
          lines.removeLast();
        }
      }
    }
    return of(lines);
  }

  /// The map of lines that do not contradict each other.
  public static AddressMap of(List<String> lines) {
    AddressMapReader.MapReading reading = read(lines);
    if (!reading.findings().isEmpty()) {
      throw new IllegalArgumentException(reading.findings().toString());
    }
    return reading.map();
  }

  private static AddressMapReader.MapReading read(List<String> lines) {
    var reader = new AddressMapReader();
    lines.forEach(reader::addOption);
    return reader.read();
  }
}
