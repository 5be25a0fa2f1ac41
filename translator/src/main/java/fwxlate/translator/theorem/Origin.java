package fwxlate.translator.theorem;

import fwxlate.analyzer.meaning.RuleRef;

/// Where a rule of the translation comes from.
public sealed interface Origin {
  /// It is (part of) what an IPv4 rule became.
  record OfRule(RuleRef rule) implements Origin {}

  /// It was inserted.
  ///
  /// @param id of the exception
  record Inserted(String id) implements Origin {}
}
