package fwxlate.lexicon;

import fwxlate.lexicon.target.Accept;
import fwxlate.lexicon.target.Audit;
import fwxlate.lexicon.target.Checksum;
import fwxlate.lexicon.target.Classify;
import fwxlate.lexicon.target.ConnMark;
import fwxlate.lexicon.target.Ct;
import fwxlate.lexicon.target.Dnat;
import fwxlate.lexicon.target.Drop;
import fwxlate.lexicon.target.Dscp;
import fwxlate.lexicon.target.Ecn;
import fwxlate.lexicon.target.Hl;
import fwxlate.lexicon.target.Log;
import fwxlate.lexicon.target.Mark;
import fwxlate.lexicon.target.Masquerade;
import fwxlate.lexicon.target.Netmap;
import fwxlate.lexicon.target.Nflog;
import fwxlate.lexicon.target.Nfqueue;
import fwxlate.lexicon.target.NoTrack;
import fwxlate.lexicon.target.Redirect;
import fwxlate.lexicon.target.Reject;
import fwxlate.lexicon.target.Return;
import fwxlate.lexicon.target.SetMembers;
import fwxlate.lexicon.target.Snat;
import fwxlate.lexicon.target.SynProxy;
import fwxlate.lexicon.target.TcpMss;
import fwxlate.lexicon.target.TcpOptStrip;
import fwxlate.lexicon.target.Tee;
import fwxlate.lexicon.target.Tos;
import fwxlate.lexicon.target.Tproxy;
import fwxlate.lexicon.target.Trace;
import fwxlate.lexicon.target.Ttl;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;

/// The entry of a target.
public sealed interface TargetEntry extends Entry
    permits Accept,
        Audit,
        Checksum,
        Classify,
        ConnMark,
        Ct,
        Dnat,
        Drop,
        Dscp,
        Ecn,
        Hl,
        Log,
        Mark,
        Masquerade,
        Netmap,
        Nflog,
        Nfqueue,
        NoTrack,
        Redirect,
        Reject,
        Return,
        SetMembers,
        Snat,
        SynProxy,
        TcpMss,
        TcpOptStrip,
        Tee,
        Tos,
        Tproxy,
        Trace,
        Ttl {

  /// The target in the form the savers print, from options that are each canonical already.
  default Target.Call canonical(Target.Call target, Family family) {
    return target;
  }

  /// What the target does to a packet.
  Effect effect(Target.Call target, Family family);

  /// What an IPv4 target becomes in IPv6.
  TargetCounterpart counterpart(Target.Call target, Translation translation);
}
