package fwxlate.lexicon;

import fwxlate.lexicon.match.Addrtype;
import fwxlate.lexicon.match.Base;
import fwxlate.lexicon.match.Comment;
import fwxlate.lexicon.match.Connlimit;
import fwxlate.lexicon.match.Connmark;
import fwxlate.lexicon.match.Conntrack;
import fwxlate.lexicon.match.Dscp;
import fwxlate.lexicon.match.Hashlimit;
import fwxlate.lexicon.match.Hl;
import fwxlate.lexicon.match.Icmp;
import fwxlate.lexicon.match.Icmp6;
import fwxlate.lexicon.match.IpSet;
import fwxlate.lexicon.match.Iprange;
import fwxlate.lexicon.match.Length;
import fwxlate.lexicon.match.Limit;
import fwxlate.lexicon.match.Mac;
import fwxlate.lexicon.match.Mark;
import fwxlate.lexicon.match.Multiport;
import fwxlate.lexicon.match.Owner;
import fwxlate.lexicon.match.Physdev;
import fwxlate.lexicon.match.PktType;
import fwxlate.lexicon.match.Recent;
import fwxlate.lexicon.match.State;
import fwxlate.lexicon.match.Tcp;
import fwxlate.lexicon.match.Time;
import fwxlate.lexicon.match.Tos;
import fwxlate.lexicon.match.Ttl;
import fwxlate.lexicon.match.Udp;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;

/// The entry of a match.
public sealed interface MatchEntry extends Entry
    permits Addrtype, Base, Comment, Connlimit, Connmark, Conntrack, Dscp, Hashlimit, Hl, Icmp, Icmp6, IpSet, Iprange, Length, Limit, Mac, Mark, Multiport, Owner, Physdev, PktType, Recent, State, Tcp, Time, Tos, Ttl, Udp {

  /// The match in the form the savers print, from options that are each canonical already.
  default Match canonical(Match match, Family family) {
    return match;
  }

  /// What the match asks of a packet.
  Condition meaning(Match match, Family family);

  /// What an IPv4 match becomes in IPv6.
  Counterpart counterpart(Match match, Translation translation);
}
