package fwxlate.lexicon;

import fwxlate.packet.Family;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A specimen of an extension: at once a parser test, a printing test, a translation test, a test
/// against the real kernel, and a line of the manual.
///
/// @param family whose tool it is written for
/// @param table where it stands
/// @param rule `-A CHAIN ...`, as a person writes it or as the saver prints it
/// @param saved what the saver prints, the same as `rule` unless said otherwise
/// @param translated the IPv6 rules it becomes under the map [#MAP], in order; nothing where that
///   is not claimed; an empty list where the rule has no counterpart
/// @param problem why the real tool refuses it; nothing where it is accepted
/// @param loads whether this kernel takes it (an extension may be missing)
/// @param packets some that the rule is about, and some that it is not
public record Example(
    Family family,
    String table,
    String rule,
    String saved,
    Optional<List<String>> translated,
    Optional<String> problem,
    boolean loads,
    List<Claim> packets) {
  public Example {
    packets = List.copyOf(packets);
  }

  /// What is said of a packet.
  ///
  /// @param packet as witnesses are printed, in short: `udp length 20`, `192.0.2.1 -> 192.0.2.2 ttl
  ///   5`; what is not said is as in a new connection to port 22 of the rule's protocol
  /// @param met whether it meets all that the rule asks
  public record Claim(String packet, boolean met) {}

  /// The address map under which the claims of [#translated] hold: `192.0.2.0/24 =
  /// 2001:db8:1::/120` (bit by bit), `198.51.100.0/24 = 2001:db8:2::/64` (whole), and the built-in
  /// pairs.
  public static final List<String> MAP =
      List.of("192.0.2.0/24 = 2001:db8:1::/120", "198.51.100.0/24 = 2001:db8:2::/64");

  /// An IPv4 rule of the filter table that the saver prints as it is.
  public static Example v4(String rule) {
    return new Example(
        Family.IPV4, "filter", rule, rule, Optional.empty(), Optional.empty(), true, List.of());
  }

  /// An IPv6 rule of the filter table that the saver prints as it is.
  public static Example v6(String rule) {
    return new Example(
        Family.IPV6, "filter", rule, rule, Optional.empty(), Optional.empty(), true, List.of());
  }

  /// The same, in another table.
  public Example in(String table) {
    return new Example(family, table, rule, saved, translated, problem, loads, packets);
  }

  /// The same, and the saver prints this.
  public Example savedAs(String saved) {
    return new Example(family, table, rule, saved, translated, problem, loads, packets);
  }

  /// The same, and it has no counterpart: the rule is left out.
  public Example hasNoCounterpart() {
    return becomes();
  }

  /// The same, and it becomes these IPv6 rules.
  public Example becomes(String... rules) {
    return new Example(
        family, table, rule, saved, Optional.of(List.of(rules)), problem, loads, packets);
  }

  /// The same, and its translation is what the saver prints, unchanged.
  public Example staysTheSame() {
    return becomes(saved);
  }

  /// The same, but the real tool refuses it; the reason is for people.
  public Example refused(String why) {
    return new Example(family, table, rule, saved, translated, Optional.of(why), loads, packets);
  }

  /// The same, but not loaded in tests: it needs something that a kernel may not have (a set, a
  /// cgroup, an extension), or versions of the tools differ about it.
  public Example notLoaded() {
    return new Example(family, table, rule, saved, translated, problem, false, packets);
  }

  /// The same, and these packets meet all that it asks.
  public Example meets(String... packets) {
    return claiming(true, packets);
  }

  /// The same, and these packets do not.
  public Example misses(String... packets) {
    return claiming(false, packets);
  }

  private Example claiming(boolean met, String... packets) {
    return new Example(
        family,
        table,
        rule,
        saved,
        translated,
        problem,
        loads,
        Stream.concat(this.packets.stream(), Stream.of(packets).map(p -> new Claim(p, met)))
            .toList());
  }
}
