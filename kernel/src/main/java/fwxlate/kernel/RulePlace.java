package fwxlate.kernel;

/// A rule of the loaded table.
///
/// @param index from 0, in its chain
public record RulePlace(String chain, int index) {}
