package fwxlate.report;

import java.util.List;

/// The codes of findings about reading ipsets: FWX13nn.
public final class IpsetCodes {
  public static final Code UNREADABLE_LINE =
      new Code(
          "FWX1301",
          Severity.ERROR,
          "a line of an ipset file neither makes a set nor adds a member",
          """
          `ipset save` prints lines `create NAME TYPE OPTIONS` and `add NAME MEMBER OPTIONS`. What \
          another command would do to the sets (`del`, `flush`, `swap`) is not followed, and what \
          `ipset list` prints is another format.

          Instead: `ipset save > FILE`.
          """);

  public static final Code UNKNOWN_TYPE =
      new Code(
          "FWX1302",
          Severity.ERROR,
          "a set is of a type that is not known",
          """
          The types are bitmap:ip, bitmap:ip,mac, bitmap:port, hash:ip, hash:ip,mac, hash:ip,mark, \
          hash:ip,port, hash:ip,port,ip, hash:ip,port,net, hash:mac, hash:net, hash:net,iface, \
          hash:net,net, hash:net,port, hash:net,port,net and list:set. The names of ipset 4 \
          (`iphash`, `nethash`) are not read, nor is a set whose name holds a blank.

          Source: ipset 7.17, `ipset help`.
          """);

  public static final Code BAD_MEMBER =
      new Code(
          "FWX1303",
          Severity.ERROR,
          "a member is none that its set takes",
          """
          A member has one part for each dimension of the set's type, with commas, of the set's \
          address family: `192.0.2.1`, `192.0.2.0/24,tcp:80`, `10.0.0.0/8,eth0`. An IPv6 hash:ip \
          takes single addresses only, and only hash:net,iface takes `0.0.0.0/0`. A member stands \
          in a set once.

          Source: measured with ipset 7.17 on Linux 6.18.
          """);

  public static final Code BAD_OPTION =
      new Code(
          "FWX1304",
          Severity.ERROR,
          "an option of a set or a member cannot be read",
          """
          The options of sets are family, range, netmask, bitmask, markmask, hashsize, maxelem, \
          bucketsize, initval, timeout, size, counters, comment, skbinfo and forceadd; those of \
          members timeout, packets, bytes, comment, skbmark, skbprio, skbqueue, nomatch and \
          wildcard.
          """);

  public static final Code NO_SUCH_SET =
      new Code(
          "FWX1305",
          Severity.ERROR,
          "a member is added to a set that is not there",
          """
          `ipset restore` works line by line: a set must be made before members are added to it.

          Instead: give the whole of what `ipset save` prints.
          """);

  public static final Code MADE_TWICE =
      new Code(
          "FWX1306",
          Severity.ERROR,
          "a set is made twice",
          """
          A kernel has one name space for the sets of both families. Files that are given together \
          must not make the same set.
          """);

  public static final Code NO_SETS =
      new Code(
          "FWX1307",
          Severity.ERROR,
          "an ipset file makes no set",
          """
          The file is empty, or holds only remarks. `ipset save` prints nothing where it is not run \
          as root in the right network namespace.

          Instead: `ipset save > FILE` as root on the host in question.
          """);

  private IpsetCodes() {}

  public static List<Code> all() {
    return List.of(
        UNREADABLE_LINE, UNKNOWN_TYPE, BAD_MEMBER, BAD_OPTION, NO_SUCH_SET, MADE_TWICE, NO_SETS);
  }
}
