package fwxlate.lexicon;

import fwxlate.lexicon.target.Accept;
import fwxlate.lexicon.target.Audit;
import fwxlate.lexicon.target.Checksum;
import fwxlate.lexicon.target.Classify;
import fwxlate.lexicon.target.ClusterIp;
import fwxlate.lexicon.target.ConnSecMark;
import fwxlate.lexicon.target.ConnmarkTarget;
import fwxlate.lexicon.target.Ct;
import fwxlate.lexicon.target.Dnat;
import fwxlate.lexicon.target.Dnpt;
import fwxlate.lexicon.target.Drop;
import fwxlate.lexicon.target.DscpTarget;
import fwxlate.lexicon.target.EcnTarget;
import fwxlate.lexicon.target.HlTarget;
import fwxlate.lexicon.target.Hmark;
import fwxlate.lexicon.target.IdleTimer;
import fwxlate.lexicon.target.Led;
import fwxlate.lexicon.target.Log;
import fwxlate.lexicon.target.MarkTarget;
import fwxlate.lexicon.target.Masquerade;
import fwxlate.lexicon.target.Netmap;
import fwxlate.lexicon.target.Nflog;
import fwxlate.lexicon.target.Nfqueue;
import fwxlate.lexicon.target.NoTrack;
import fwxlate.lexicon.target.Queue;
import fwxlate.lexicon.target.RateestTarget;
import fwxlate.lexicon.target.Redirect;
import fwxlate.lexicon.target.Reject;
import fwxlate.lexicon.target.Return;
import fwxlate.lexicon.target.SecMark;
import fwxlate.lexicon.target.SetTarget;
import fwxlate.lexicon.target.Snat;
import fwxlate.lexicon.target.Snpt;
import fwxlate.lexicon.target.SynProxy;
import fwxlate.lexicon.target.TcpMssTarget;
import fwxlate.lexicon.target.TcpOptStrip;
import fwxlate.lexicon.target.Tee;
import fwxlate.lexicon.target.TosTarget;
import fwxlate.lexicon.target.Tproxy;
import fwxlate.lexicon.target.Trace;
import fwxlate.lexicon.target.TtlTarget;
import fwxlate.lexicon.target.Ulog;
import fwxlate.lexicon.target.unshipped.AccountTarget;
import fwxlate.lexicon.target.unshipped.Balance;
import fwxlate.lexicon.target.unshipped.Chaos;
import fwxlate.lexicon.target.unshipped.Delude;
import fwxlate.lexicon.target.unshipped.DhcpMacTarget;
import fwxlate.lexicon.target.unshipped.DnetMap;
import fwxlate.lexicon.target.unshipped.Echo;
import fwxlate.lexicon.target.unshipped.Ftos;
import fwxlate.lexicon.target.unshipped.IpMark;
import fwxlate.lexicon.target.unshipped.Ipv4OptsStrip;
import fwxlate.lexicon.target.unshipped.LogMark;
import fwxlate.lexicon.target.unshipped.Mirror;
import fwxlate.lexicon.target.unshipped.Netlink;
import fwxlate.lexicon.target.unshipped.PoolTarget;
import fwxlate.lexicon.target.unshipped.Proto;
import fwxlate.lexicon.target.unshipped.RouteTarget;
import fwxlate.lexicon.target.unshipped.Same;
import fwxlate.lexicon.target.unshipped.SysRq;
import fwxlate.lexicon.target.unshipped.Tarpit;
import fwxlate.lexicon.target.unshipped.TcpLag;
import fwxlate.lexicon.target.unshipped.Xor;
import fwxlate.packet.Family;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.Optional;

/// The entry of a target.
public sealed interface TargetEntry extends Entry
    permits Accept,
        AccountTarget,
        Audit,
        Balance,
        Chaos,
        Checksum,
        Classify,
        ClusterIp,
        ConnSecMark,
        ConnmarkTarget,
        Ct,
        Delude,
        DhcpMacTarget,
        Dnat,
        DnetMap,
        Dnpt,
        Drop,
        DscpTarget,
        Echo,
        EcnTarget,
        Ftos,
        HlTarget,
        Hmark,
        IdleTimer,
        IpMark,
        Ipv4OptsStrip,
        Led,
        Log,
        LogMark,
        MarkTarget,
        Masquerade,
        Mirror,
        Netlink,
        Netmap,
        Nflog,
        Nfqueue,
        NoTrack,
        PoolTarget,
        Proto,
        Queue,
        RateestTarget,
        Redirect,
        Reject,
        Return,
        RouteTarget,
        Same,
        SecMark,
        SetTarget,
        Snat,
        Snpt,
        SynProxy,
        SysRq,
        Tarpit,
        TcpLag,
        TcpMssTarget,
        TcpOptStrip,
        Tee,
        TosTarget,
        Tproxy,
        Trace,
        TtlTarget,
        Ulog,
        Xor {

  @Override
  default Optional<String> problem(Rule rule, Family family) {
    return rule.target()
        .filter(Target.Call.class::isInstance)
        .map(Target.Call.class::cast)
        .flatMap(call -> card().problem(call).or(() -> problem(call, rule, family)));
  }

  /// What is wrong with the target that its card does not say.
  default Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return Optional.empty();
  }

  /// The target in the form the savers print, from options that are each canonical already.
  default Target.Call canonical(Target.Call target, Family family) {
    return target;
  }

  /// What the target does to a packet.
  Effect effect(Target.Call target, Family family);

  /// What an IPv4 target becomes in IPv6.
  TargetCounterpart counterpart(Target.Call target, Translation translation);
}
