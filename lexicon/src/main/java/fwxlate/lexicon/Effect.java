package fwxlate.lexicon;

import fwxlate.packet.Condition;
import fwxlate.packet.Field;
import fwxlate.packet.Masked;
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

  /// Goes on with `to = (to & ~mask) | (from & read)`, what was read moved to higher bits by
  /// `shift`, or to lower ones if that is negative; all that is read lands in `mask`.
  record CopyBits(Field from, Field to, long read, int shift, long mask) implements Effect {
    /// The same bits of both.
    public CopyBits(Field from, Field to, long mask) {
      this(from, to, mask, 0, mask);
    }

    /// A mark with its bits moved: bits beyond the ends are lost.
    public static long moved(long mark, int shift) {
      return (shift >= 0 ? mark << shift : mark >>> -shift) & 0xffffffffL;
    }
  }

  /// Changes something that rules can see but the analysis does not follow (an address, the hop
  /// limit, a set's members).
  ///
  /// @param key the canonical text of what is changed and how; the same key is the same change
  /// @param fields those of the packet's fields that have other values afterwards, as far as they
  ///   matter to the packet's receiver
  /// @param ends whether the table is left with ACCEPT (nat), or the next rule goes on
  /// @param becomes what fields are afterwards, as far as that is known
  /// @param needs what must hold of the packet; else it is dropped
  record Change(
      String key, boolean ends, Set<Field> fields, Map<Field, Becomes> becomes, Condition needs)
      implements Effect {
    public Change {
      fields = Set.copyOf(fields);
      becomes = Map.copyOf(becomes);
    }

    public Change(String key, boolean ends, Set<Field> fields, Map<Field, Becomes> becomes) {
      this(key, ends, fields, becomes, Condition.always());
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
