package fwxlate.lexicon;

import fwxlate.lexicon.target.Accept;
import fwxlate.lexicon.target.Reject;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;

/// The entry of a target.
public sealed interface TargetEntry extends Entry permits Accept, Reject {

  /// The target in the form the savers print, from options that are each canonical already.
  default Target.Call canonical(Target.Call target, Family family) {
    return target;
  }

  /// What the target does to a packet.
  Effect effect(Target.Call target, Family family);

  /// What an IPv4 target becomes in IPv6.
  TargetCounterpart counterpart(Target.Call target, Translation translation);
}
