package fwxlate.ruleset;

/// A line of a chain: a rule, or a comment line that stands before one.
public sealed interface ChainItem permits Rule, Comment {}
