package fwxlate.lexicon;

import fwxlate.lexicon.target.Accept;
import fwxlate.lexicon.target.Account;
import fwxlate.lexicon.target.Audit;
import fwxlate.lexicon.target.Balance;
import fwxlate.lexicon.target.Chaos;
import fwxlate.lexicon.target.Checksum;
import fwxlate.lexicon.target.Classify;
import fwxlate.lexicon.target.ClusterIp;
import fwxlate.lexicon.target.ConnMark;
import fwxlate.lexicon.target.ConnSecMark;
import fwxlate.lexicon.target.Ct;
import fwxlate.lexicon.target.Delude;
import fwxlate.lexicon.target.DhcpMac;
import fwxlate.lexicon.target.Dnat;
import fwxlate.lexicon.target.DnetMap;
import fwxlate.lexicon.target.Dnpt;
import fwxlate.lexicon.target.Drop;
import fwxlate.lexicon.target.Dscp;
import fwxlate.lexicon.target.Echo;
import fwxlate.lexicon.target.Ecn;
import fwxlate.lexicon.target.Ftos;
import fwxlate.lexicon.target.Hl;
import fwxlate.lexicon.target.Hmark;
import fwxlate.lexicon.target.IdleTimer;
import fwxlate.lexicon.target.IpMark;
import fwxlate.lexicon.target.Ipv4OptsStrip;
import fwxlate.lexicon.target.Led;
import fwxlate.lexicon.target.Log;
import fwxlate.lexicon.target.LogMark;
import fwxlate.lexicon.target.Mark;
import fwxlate.lexicon.target.Masquerade;
import fwxlate.lexicon.target.Mirror;
import fwxlate.lexicon.target.Netlink;
import fwxlate.lexicon.target.Netmap;
import fwxlate.lexicon.target.Nflog;
import fwxlate.lexicon.target.Nfqueue;
import fwxlate.lexicon.target.NoTrack;
import fwxlate.lexicon.target.Pool;
import fwxlate.lexicon.target.Proto;
import fwxlate.lexicon.target.Queue;
import fwxlate.lexicon.target.RateEst;
import fwxlate.lexicon.target.Redirect;
import fwxlate.lexicon.target.Reject;
import fwxlate.lexicon.target.Return;
import fwxlate.lexicon.target.Route;
import fwxlate.lexicon.target.Same;
import fwxlate.lexicon.target.SecMark;
import fwxlate.lexicon.target.SetMembers;
import fwxlate.lexicon.target.Snat;
import fwxlate.lexicon.target.Snpt;
import fwxlate.lexicon.target.SynProxy;
import fwxlate.lexicon.target.SysRq;
import fwxlate.lexicon.target.Tarpit;
import fwxlate.lexicon.target.TcpLag;
import fwxlate.lexicon.target.TcpMss;
import fwxlate.lexicon.target.TcpOptStrip;
import fwxlate.lexicon.target.Tee;
import fwxlate.lexicon.target.Tos;
import fwxlate.lexicon.target.Tproxy;
import fwxlate.lexicon.target.Trace;
import fwxlate.lexicon.target.Ttl;
import fwxlate.lexicon.target.Ulog;
import fwxlate.lexicon.target.Xor;
import fwxlate.packet.Family;
import fwxlate.ruleset.Target;

/// The entry of a target.
public sealed interface TargetEntry extends Entry
    permits Accept,
        Account,
        Audit,
        Balance,
        Chaos,
        Checksum,
        Classify,
        ClusterIp,
        ConnMark,
        ConnSecMark,
        Ct,
        Delude,
        DhcpMac,
        Dnat,
        DnetMap,
        Dnpt,
        Drop,
        Dscp,
        Echo,
        Ecn,
        Ftos,
        Hl,
        Hmark,
        IdleTimer,
        IpMark,
        Ipv4OptsStrip,
        Led,
        Log,
        LogMark,
        Mark,
        Masquerade,
        Mirror,
        Netlink,
        Netmap,
        Nflog,
        Nfqueue,
        NoTrack,
        Pool,
        Proto,
        Queue,
        RateEst,
        Redirect,
        Reject,
        Return,
        Route,
        Same,
        SecMark,
        SetMembers,
        Snat,
        Snpt,
        SynProxy,
        SysRq,
        Tarpit,
        TcpLag,
        TcpMss,
        TcpOptStrip,
        Tee,
        Tos,
        Tproxy,
        Trace,
        Ttl,
        Ulog,
        Xor {

  /// The target in the form the savers print, from options that are each canonical already.
  default Target.Call canonical(Target.Call target, Family family) {
    return target;
  }

  /// What the target does to a packet.
  Effect effect(Target.Call target, Family family);

  /// What an IPv4 target becomes in IPv6.
  TargetCounterpart counterpart(Target.Call target, Translation translation);
}
