package fwxlate.ruleset;

/// A comment line of a file, with its `#`: between tables, or before a rule.
public record Comment(String text) implements ChainItem, RulesetItem {}
