package fwxlate.lexicon;

import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.match.Account;
import fwxlate.lexicon.match.Addrtype;
import fwxlate.lexicon.match.Ah;
import fwxlate.lexicon.match.Asn;
import fwxlate.lexicon.match.Base;
import fwxlate.lexicon.match.Bpf;
import fwxlate.lexicon.match.Cgroup;
import fwxlate.lexicon.match.ChildLevel;
import fwxlate.lexicon.match.Cluster;
import fwxlate.lexicon.match.Comment;
import fwxlate.lexicon.match.ConnBytes;
import fwxlate.lexicon.match.ConnRate;
import fwxlate.lexicon.match.Connlabel;
import fwxlate.lexicon.match.Connlimit;
import fwxlate.lexicon.match.Connmark;
import fwxlate.lexicon.match.Conntrack;
import fwxlate.lexicon.match.Cpu;
import fwxlate.lexicon.match.Dccp;
import fwxlate.lexicon.match.Devgroup;
import fwxlate.lexicon.match.DhcpMac;
import fwxlate.lexicon.match.Dscp;
import fwxlate.lexicon.match.Dst;
import fwxlate.lexicon.match.DstLimit;
import fwxlate.lexicon.match.Ecn;
import fwxlate.lexicon.match.Esp;
import fwxlate.lexicon.match.Eui64;
import fwxlate.lexicon.match.Frag;
import fwxlate.lexicon.match.Fuzzy;
import fwxlate.lexicon.match.GeoIp;
import fwxlate.lexicon.match.Gradm;
import fwxlate.lexicon.match.Hashlimit;
import fwxlate.lexicon.match.Hbh;
import fwxlate.lexicon.match.Helper;
import fwxlate.lexicon.match.Hl;
import fwxlate.lexicon.match.Icmp;
import fwxlate.lexicon.match.Icmp6;
import fwxlate.lexicon.match.Iface;
import fwxlate.lexicon.match.IpLimit;
import fwxlate.lexicon.match.IpSet;
import fwxlate.lexicon.match.Ipcomp;
import fwxlate.lexicon.match.Ipp2p;
import fwxlate.lexicon.match.Iprange;
import fwxlate.lexicon.match.Ipv4Options;
import fwxlate.lexicon.match.Ipv6Header;
import fwxlate.lexicon.match.Ipvs;
import fwxlate.lexicon.match.L2tp;
import fwxlate.lexicon.match.Layer7;
import fwxlate.lexicon.match.Length;
import fwxlate.lexicon.match.Length2;
import fwxlate.lexicon.match.Limit;
import fwxlate.lexicon.match.Lscan;
import fwxlate.lexicon.match.Mac;
import fwxlate.lexicon.match.Mark;
import fwxlate.lexicon.match.Mh;
import fwxlate.lexicon.match.Mport;
import fwxlate.lexicon.match.Multiport;
import fwxlate.lexicon.match.Ndpi;
import fwxlate.lexicon.match.Nfacct;
import fwxlate.lexicon.match.Nth;
import fwxlate.lexicon.match.Osf;
import fwxlate.lexicon.match.Owner;
import fwxlate.lexicon.match.Payload;
import fwxlate.lexicon.match.Physdev;
import fwxlate.lexicon.match.Pknock;
import fwxlate.lexicon.match.PktType;
import fwxlate.lexicon.match.Policy;
import fwxlate.lexicon.match.Pool;
import fwxlate.lexicon.match.ProcCondition;
import fwxlate.lexicon.match.Psd;
import fwxlate.lexicon.match.Quota;
import fwxlate.lexicon.match.Quota2;
import fwxlate.lexicon.match.Random;
import fwxlate.lexicon.match.Rateest;
import fwxlate.lexicon.match.Realm;
import fwxlate.lexicon.match.Recent;
import fwxlate.lexicon.match.RecordRpc;
import fwxlate.lexicon.match.RpFilter;
import fwxlate.lexicon.match.Rpc;
import fwxlate.lexicon.match.Rt;
import fwxlate.lexicon.match.Sctp;
import fwxlate.lexicon.match.Socket;
import fwxlate.lexicon.match.Srh;
import fwxlate.lexicon.match.State;
import fwxlate.lexicon.match.Statistic;
import fwxlate.lexicon.match.Tcp;
import fwxlate.lexicon.match.TcpMss;
import fwxlate.lexicon.match.Time;
import fwxlate.lexicon.match.Tos;
import fwxlate.lexicon.match.Ttl;
import fwxlate.lexicon.match.U32;
import fwxlate.lexicon.match.Udp;
import fwxlate.lexicon.match.UdpLite;
import fwxlate.lexicon.match.Unclean;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;

/// The entry of a match.
public sealed interface MatchEntry extends Entry
    permits Account,
        Addrtype,
        Ah,
        Asn,
        Base,
        Bpf,
        Cgroup,
        ChildLevel,
        Cluster,
        Comment,
        ConnBytes,
        ConnRate,
        Connlabel,
        Connlimit,
        Connmark,
        Conntrack,
        Cpu,
        Dccp,
        Devgroup,
        DhcpMac,
        Dscp,
        Dst,
        DstLimit,
        Ecn,
        Esp,
        Eui64,
        Frag,
        Fuzzy,
        GeoIp,
        Gradm,
        Hashlimit,
        Hbh,
        Helper,
        Hl,
        Icmp,
        Icmp6,
        Iface,
        IpLimit,
        IpSet,
        Ipcomp,
        Ipp2p,
        Iprange,
        Ipv4Options,
        Ipv6Header,
        Ipvs,
        L2tp,
        Layer7,
        Length,
        Length2,
        Limit,
        Lscan,
        Mac,
        Mark,
        Mh,
        Mport,
        Multiport,
        Ndpi,
        Nfacct,
        Nth,
        Osf,
        Owner,
        Payload,
        Physdev,
        Pknock,
        PktType,
        Policy,
        Pool,
        ProcCondition,
        Psd,
        Quota,
        Quota2,
        Random,
        Rateest,
        Realm,
        Recent,
        RecordRpc,
        RpFilter,
        Rpc,
        Rt,
        Sctp,
        Socket,
        Srh,
        State,
        Statistic,
        Tcp,
        TcpMss,
        Time,
        Tos,
        Ttl,
        U32,
        Udp,
        UdpLite,
        Unclean {

  /// The match in the form the savers print, from options that are each canonical already.
  default Match canonical(Match match, Family family) {
    return match;
  }

  /// What the match asks of a packet.
  Condition meaning(Match match, Family family);

  /// What the match asks of a packet where the members of some ipsets are known.
  default Condition meaning(Match match, Family family, Ipsets known) {
    return meaning(match, family);
  }

  /// What an IPv4 match becomes in IPv6.
  Counterpart counterpart(Match match, Translation translation);
}
