package fwxlate.packet;

/// A set of values of one field.
public sealed interface ValueSet permits Ranges, Masked {
  boolean contains(Unsigned128 value);
}
