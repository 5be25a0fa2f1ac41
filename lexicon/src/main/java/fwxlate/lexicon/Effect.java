package fwxlate.lexicon;

import fwxlate.packet.Field;
import fwxlate.packet.Masked;
import fwxlate.packet.Unsigned128;
import java.util.Map;
import java.util.Set;

/// What a target does to a packet, as far as rules can see.
public sealed interface Effect {
  /// Ends the evaluation with a verdict.
  record Decide(Verdict verdict) implements Effect {}

  /// Goes back to the rule after the last jump; in a built-in chain: to the policy.
  record Return() implements Effect {}

  /// Goes on with the next rule; nothing has changed that a rule could see (LOG, NFLOG, TRACE).
  record Continue() implements Effect {}

  /// Goes on with `field = (field & ~mask) ^ value`.
  record SetBits(Field field, Masked bits) implements Effect {}

  /// Goes on with `to = (to & ~mask) | (from & mask)`.
  record CopyBits(Field from, Field to, long mask) implements Effect {}

  /// Changes something that rules can see but the analysis does not follow (an address, the hop
  /// limit, a set's members).
  ///
  /// @param key the canonical text of what is changed and how; the same key is the same change
  /// @param fields those of the packet's fields that have other values afterwards, as far as they
  ///   matter to the packet's receiver
  /// @param ends whether the table is left with ACCEPT (nat), or the next rule goes on
  /// @param becomes the values that fields have afterwards, where each packet gets the same
  record Change(String key, boolean ends, Set<Field> fields, Map<Field, Unsigned128> becomes)
      implements Effect {
    public Change {
      fields = Set.copyOf(fields);
      becomes = Map.copyOf(becomes);
    }

    public Change(String key, boolean ends, Set<Field> fields) {
      this(key, ends, fields, Map.of());
    }

    public Change(String key, boolean ends) {
      this(key, ends, Set.of());
    }
  }

  /// Not known: the target is not in the lexicon, or only the kernel knows what becomes of a
  /// packet.
  record Unknown(String key) implements Effect {}

  /// How a packet's way through a table ends.
  ///
  /// @param detail of REJECT: the IPv6 kind of the answer (an IPv4 kind is given as the one it
  ///   pairs with); of QUEUE: the canonical text; else empty
  record Verdict(Kind kind, String detail) {
    public static final Verdict ACCEPT = new Verdict(Kind.ACCEPT, "");
    public static final Verdict DROP = new Verdict(Kind.DROP, "");

    @Override
    public String toString() {
      return detail.isEmpty() ? kind.name() : kind + " " + detail;
    }
  }

  /// The kinds of verdict.
  enum Kind {
    ACCEPT,
    DROP,
    REJECT,
    /// A user-space program decides.
    QUEUE
  }
}
