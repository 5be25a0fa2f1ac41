package fwxlate.lexicon;

import fwxlate.packet.ValueSet;

/// Why a match or target of an IPv4 rule becomes nothing in IPv6.
public sealed interface Reason {
  /// For people: lower case, follows "the rule is left out: ".
  String text();

  /// No IPv6 addresses stand for those that it names, or none that it could name: an address map
  /// may say which do.
  ///
  /// @param addresses of IPv4
  record NotMapped(ValueSet addresses, String text) implements Reason {}

  /// IPv6 has nothing that asks or does the like, whatever addresses stand for others.
  record NoSuchThing(String text) implements Reason {}

  /// IPv6 has no packets of the kind at all, so that nobody can miss the rule.
  record Nonexistent(String text) implements Reason {}
}
