package fwxlate.ruleset;

/// What a file is made of: tables, and comment lines between them.
public sealed interface RulesetItem permits Table, Comment {}
