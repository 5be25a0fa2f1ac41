package fwxlate.lexicon;

import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.match.Addrtype;
import fwxlate.lexicon.match.Ah;
import fwxlate.lexicon.match.Base;
import fwxlate.lexicon.match.Bpf;
import fwxlate.lexicon.match.Cgroup;
import fwxlate.lexicon.match.Cluster;
import fwxlate.lexicon.match.CommentMatch;
import fwxlate.lexicon.match.ConnBytes;
import fwxlate.lexicon.match.Connlabel;
import fwxlate.lexicon.match.Connlimit;
import fwxlate.lexicon.match.ConnmarkMatch;
import fwxlate.lexicon.match.Conntrack;
import fwxlate.lexicon.match.Cpu;
import fwxlate.lexicon.match.Dccp;
import fwxlate.lexicon.match.Devgroup;
import fwxlate.lexicon.match.DscpMatch;
import fwxlate.lexicon.match.Dst;
import fwxlate.lexicon.match.EcnMatch;
import fwxlate.lexicon.match.Esp;
import fwxlate.lexicon.match.Eui64;
import fwxlate.lexicon.match.Frag;
import fwxlate.lexicon.match.Hashlimit;
import fwxlate.lexicon.match.Hbh;
import fwxlate.lexicon.match.Helper;
import fwxlate.lexicon.match.HlMatch;
import fwxlate.lexicon.match.Icmp;
import fwxlate.lexicon.match.Icmp6;
import fwxlate.lexicon.match.Ipcomp;
import fwxlate.lexicon.match.Iprange;
import fwxlate.lexicon.match.Ipv6Header;
import fwxlate.lexicon.match.Ipvs;
import fwxlate.lexicon.match.Length;
import fwxlate.lexicon.match.Limit;
import fwxlate.lexicon.match.Mac;
import fwxlate.lexicon.match.MarkMatch;
import fwxlate.lexicon.match.Mh;
import fwxlate.lexicon.match.Multiport;
import fwxlate.lexicon.match.Nfacct;
import fwxlate.lexicon.match.Osf;
import fwxlate.lexicon.match.Owner;
import fwxlate.lexicon.match.Payload;
import fwxlate.lexicon.match.Physdev;
import fwxlate.lexicon.match.PktType;
import fwxlate.lexicon.match.PolicyMatch;
import fwxlate.lexicon.match.Quota;
import fwxlate.lexicon.match.RateestMatch;
import fwxlate.lexicon.match.Realm;
import fwxlate.lexicon.match.Recent;
import fwxlate.lexicon.match.RpFilter;
import fwxlate.lexicon.match.Rt;
import fwxlate.lexicon.match.Sctp;
import fwxlate.lexicon.match.SetMatch;
import fwxlate.lexicon.match.Socket;
import fwxlate.lexicon.match.Srh;
import fwxlate.lexicon.match.State;
import fwxlate.lexicon.match.Statistic;
import fwxlate.lexicon.match.Tcp;
import fwxlate.lexicon.match.TcpMssMatch;
import fwxlate.lexicon.match.Time;
import fwxlate.lexicon.match.TosMatch;
import fwxlate.lexicon.match.TtlMatch;
import fwxlate.lexicon.match.U32;
import fwxlate.lexicon.match.Udp;
import fwxlate.lexicon.match.unshipped.AccountMatch;
import fwxlate.lexicon.match.unshipped.Asn;
import fwxlate.lexicon.match.unshipped.ChildLevel;
import fwxlate.lexicon.match.unshipped.ConnRate;
import fwxlate.lexicon.match.unshipped.DhcpMacMatch;
import fwxlate.lexicon.match.unshipped.DstLimit;
import fwxlate.lexicon.match.unshipped.Fuzzy;
import fwxlate.lexicon.match.unshipped.GeoIp;
import fwxlate.lexicon.match.unshipped.Gradm;
import fwxlate.lexicon.match.unshipped.Iface;
import fwxlate.lexicon.match.unshipped.IpLimit;
import fwxlate.lexicon.match.unshipped.Ipp2p;
import fwxlate.lexicon.match.unshipped.Ipv4Options;
import fwxlate.lexicon.match.unshipped.L2tp;
import fwxlate.lexicon.match.unshipped.Layer7;
import fwxlate.lexicon.match.unshipped.Length2;
import fwxlate.lexicon.match.unshipped.Lscan;
import fwxlate.lexicon.match.unshipped.Mport;
import fwxlate.lexicon.match.unshipped.Ndpi;
import fwxlate.lexicon.match.unshipped.Nth;
import fwxlate.lexicon.match.unshipped.Pknock;
import fwxlate.lexicon.match.unshipped.PoolMatch;
import fwxlate.lexicon.match.unshipped.ProcCondition;
import fwxlate.lexicon.match.unshipped.Psd;
import fwxlate.lexicon.match.unshipped.Quota2;
import fwxlate.lexicon.match.unshipped.Random;
import fwxlate.lexicon.match.unshipped.RecordRpc;
import fwxlate.lexicon.match.unshipped.Rpc;
import fwxlate.lexicon.match.unshipped.UdpLite;
import fwxlate.lexicon.match.unshipped.Unclean;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.Optional;

/// The entry of a match.
public sealed interface MatchEntry extends Entry
    permits AccountMatch,
        Addrtype,
        Ah,
        Asn,
        Base,
        Bpf,
        Cgroup,
        ChildLevel,
        Cluster,
        CommentMatch,
        ConnBytes,
        ConnRate,
        Connlabel,
        Connlimit,
        ConnmarkMatch,
        Conntrack,
        Cpu,
        Dccp,
        Devgroup,
        DhcpMacMatch,
        DscpMatch,
        Dst,
        DstLimit,
        EcnMatch,
        Esp,
        Eui64,
        Frag,
        Fuzzy,
        GeoIp,
        Gradm,
        Hashlimit,
        Hbh,
        Helper,
        HlMatch,
        Icmp,
        Icmp6,
        Iface,
        IpLimit,
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
        MarkMatch,
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
        PolicyMatch,
        PoolMatch,
        ProcCondition,
        Psd,
        Quota,
        Quota2,
        Random,
        RateestMatch,
        Realm,
        Recent,
        RecordRpc,
        RpFilter,
        Rpc,
        Rt,
        Sctp,
        SetMatch,
        Socket,
        Srh,
        State,
        Statistic,
        Tcp,
        TcpMssMatch,
        Time,
        TosMatch,
        TtlMatch,
        U32,
        Udp,
        UdpLite,
        Unclean {

  @Override
  default Optional<String> problem(Rule rule, Family family) {
    return rule.allMatches().stream()
        .filter(match -> match.name().equals(name()))
        .flatMap(match -> card().problem(match).or(() -> problem(match, rule, family)).stream())
        .findFirst();
  }

  /// What is wrong with the match that its card does not say.
  default Optional<String> problem(Match match, Rule rule, Family family) {
    return Optional.empty();
  }

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

  /// Whether an option that asks of the destination what no field says
  /// ([OptionSpelling#ofDestination]) is met by some address of this host or of another, to which
  /// everybody can send. False where that is not certain.
  default boolean meetsOrdinaryDestination(Option option) {
    return false;
  }

  /// What an IPv4 match becomes in IPv6.
  Counterpart counterpart(Match match, Translation translation);
}
