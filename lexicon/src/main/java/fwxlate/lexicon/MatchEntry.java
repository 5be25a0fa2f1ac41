package fwxlate.lexicon;

import fwxlate.lexicon.match.Addrtype;
import fwxlate.lexicon.match.Ah;
import fwxlate.lexicon.match.Base;
import fwxlate.lexicon.match.Comment;
import fwxlate.lexicon.match.ConnBytes;
import fwxlate.lexicon.match.Connlimit;
import fwxlate.lexicon.match.Connmark;
import fwxlate.lexicon.match.Conntrack;
import fwxlate.lexicon.match.Cpu;
import fwxlate.lexicon.match.Dccp;
import fwxlate.lexicon.match.Dscp;
import fwxlate.lexicon.match.Dst;
import fwxlate.lexicon.match.Ecn;
import fwxlate.lexicon.match.Esp;
import fwxlate.lexicon.match.Frag;
import fwxlate.lexicon.match.Hashlimit;
import fwxlate.lexicon.match.Hbh;
import fwxlate.lexicon.match.Helper;
import fwxlate.lexicon.match.Hl;
import fwxlate.lexicon.match.Icmp;
import fwxlate.lexicon.match.Icmp6;
import fwxlate.lexicon.match.IpSet;
import fwxlate.lexicon.match.Iprange;
import fwxlate.lexicon.match.Ipv6Header;
import fwxlate.lexicon.match.Length;
import fwxlate.lexicon.match.Limit;
import fwxlate.lexicon.match.Mac;
import fwxlate.lexicon.match.Mark;
import fwxlate.lexicon.match.Multiport;
import fwxlate.lexicon.match.Owner;
import fwxlate.lexicon.match.Payload;
import fwxlate.lexicon.match.Physdev;
import fwxlate.lexicon.match.PktType;
import fwxlate.lexicon.match.Policy;
import fwxlate.lexicon.match.Quota;
import fwxlate.lexicon.match.Recent;
import fwxlate.lexicon.match.RpFilter;
import fwxlate.lexicon.match.Rt;
import fwxlate.lexicon.match.Sctp;
import fwxlate.lexicon.match.Socket;
import fwxlate.lexicon.match.State;
import fwxlate.lexicon.match.Statistic;
import fwxlate.lexicon.match.Tcp;
import fwxlate.lexicon.match.TcpMss;
import fwxlate.lexicon.match.Time;
import fwxlate.lexicon.match.Tos;
import fwxlate.lexicon.match.Ttl;
import fwxlate.lexicon.match.U32;
import fwxlate.lexicon.match.Udp;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;

/// The entry of a match.
public sealed interface MatchEntry extends Entry
    permits Addrtype,
        Ah,
        Base,
        Comment,
        ConnBytes,
        Connlimit,
        Connmark,
        Conntrack,
        Cpu,
        Dccp,
        Dscp,
        Dst,
        Ecn,
        Esp,
        Frag,
        Hashlimit,
        Hbh,
        Helper,
        Hl,
        Icmp,
        Icmp6,
        IpSet,
        Iprange,
        Ipv6Header,
        Length,
        Limit,
        Mac,
        Mark,
        Multiport,
        Owner,
        Payload,
        Physdev,
        PktType,
        Policy,
        Quota,
        Recent,
        RpFilter,
        Rt,
        Sctp,
        Socket,
        State,
        Statistic,
        Tcp,
        TcpMss,
        Time,
        Tos,
        Ttl,
        U32,
        Udp {

  /// The match in the form the savers print, from options that are each canonical already.
  default Match canonical(Match match, Family family) {
    return match;
  }

  /// What the match asks of a packet.
  Condition meaning(Match match, Family family);

  /// What an IPv4 match becomes in IPv6.
  Counterpart counterpart(Match match, Translation translation);
}
