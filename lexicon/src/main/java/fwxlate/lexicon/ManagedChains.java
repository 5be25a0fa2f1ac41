package fwxlate.lexicon;

import java.util.List;
import java.util.Optional;

/// The programs that make, fill and remove chains of their own, the names by which these chains are
/// known, and what each program does about IPv6 by itself: all that is known here of any of them.
///
/// Front ends that write whole rulesets under names of all kinds (firewalld, shorewall, csf) are
/// not here: their chains cannot be told from a person's, and their IPv6 side is their own
/// configuration.
public final class ManagedChains {
  private ManagedChains() {}

  /// What a program does about IPv6 when nobody writes ip6tables rules for it.
  public enum Ipv6 {
    /// It makes and fills its chains in ip6tables as well: they are left to it by default, and the
    /// jumps into them, too, since it makes those.
    MAKES,
    /// It fills chains in ip6tables that a person made, with the jumps into them: by default the
    /// chains stay, their rules are left to the program.
    FILLS,
    /// It keeps IPv6 rules of its own, in files or chains of other names, if it is told to:
    /// translated by default.
    KEEPS,
    /// It makes none: translated by default.
    NOTHING
  }

  /// A program with chains of its own.
  ///
  /// @param name as its manual has it, lower case
  /// @param chains names of its chains; a `*` at the end stands for any rest
  /// @param ofUsers names among these of chains which it makes for people to fill: never left out
  /// @param does what it does about IPv6, a clause that begins with its verb
  /// @param todo what a person should do where its chains are left to it
  /// @param source where that is said
  public record Program(
      String name,
      List<String> chains,
      List<String> ofUsers,
      Ipv6 ipv6,
      String does,
      String todo,
      String source) {
    public Program {
      chains = List.copyOf(chains);
      ofUsers = List.copyOf(ofUsers);
    }

    boolean owns(String chain) {
      return !ofUsers.contains(chain) && chains.stream().anyMatch(p -> matches(p, chain));
    }

    private static boolean matches(String pattern, String chain) {
      return pattern.endsWith("*")
          ? chain.startsWith(pattern.substring(0, pattern.length() - 1))
          : chain.equals(pattern);
    }
  }

  private static final String RESTART =
      "load the translation before it starts, or restart it afterwards: ip6tables-restore empties"
          + " whole tables";

  /// In the order in which they are asked: a name belongs to the first that owns it.
  public static final List<Program> ALL =
      List.of(
          new Program(
              "docker",
              List.of("DOCKER", "DOCKER-*"),
              List.of("DOCKER-USER"),
              Ipv6.MAKES,
              "makes its own in ip6tables since version 27 (before: with `ip6tables` and"
                  + " `experimental` switched on in daemon.json), and the jumps into them for"
                  + " networks with IPv6",
              RESTART,
              "moby/moby#47747; dockerd 20.10.24 with --ip6tables: measured"),
          new Program(
              "kube-router",
              List.of("KUBE-ROUTER-*", "KUBE-NWPLCY-*", "KUBE-POD-FW-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables where the cluster has IPv6 (also as a part of k3s)",
              RESTART,
              "cloudnativelabs/kube-router, pkg/controllers/netpol"),
          new Program(
              "kubernetes",
              List.of("KUBE-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables where the cluster is dual stack (kube-proxy, kubelet)",
              RESTART,
              "kubernetes.io, IPv4/IPv6 dual-stack; pkg/proxy/iptables"),
          new Program(
              "calico",
              List.of("cali-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables where `ipv6Support` of Felix is on",
              RESTART,
              "docs.tigera.io, FelixConfiguration, ipv6Support"),
          new Program(
              "cilium",
              List.of("CILIUM_*", "OLD_CILIUM_*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables with `enable-ipv6`",
              RESTART,
              "cilium/cilium, pkg/datapath/iptables"),
          new Program(
              "flannel",
              List.of("FLANNEL-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables with `EnableIPv6`",
              RESTART,
              "flannel-io/flannel, pkg/trafficmngr/iptables"),
          new Program(
              "weave",
              List.of("WEAVE", "WEAVE-*"),
              List.of(),
              Ipv6.NOTHING,
              "makes none in ip6tables: its networks have IPv4 only",
              "keep IPv6 off in its networks",
              "weaveworks/weave, issue 19"),
          new Program(
              "antrea",
              List.of("ANTREA-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables where the cluster has IPv6",
              RESTART,
              "antrea-io/antrea, pkg/agent/route"),
          new Program(
              "istio",
              List.of("ISTIO_*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables where the pod has IPv6 addresses",
              RESTART,
              "istio/istio, tools/istio-iptables"),
          new Program(
              "libvirt",
              List.of(
                  "LIBVIRT_*",
                  "libvirt-in",
                  "libvirt-out",
                  "libvirt-in-post",
                  "libvirt-host-in",
                  "FI-vnet*",
                  "FO-vnet*",
                  "FJ-vnet*",
                  "HI-vnet*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables, rules for its networks that have IPv6 included",
              "load the translation before it starts, or send libvirtd a SIGHUP afterwards:"
                  + " ip6tables-restore empties whole tables",
              "libvirt.org/firewall.html; libvirtd 9.0.0: measured"),
          new Program(
              "tailscale",
              List.of("ts-input", "ts-forward", "ts-postrouting"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables",
              RESTART,
              "tailscale/tailscale, util/linuxfw"),
          new Program(
              "podman (netavark)",
              List.of("NETAVARK*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables for networks with IPv6",
              "load the translation before its containers start, or run `podman network reload"
                  + " --all` afterwards",
              "containers/netavark, src/firewall/iptables.rs"),
          new Program(
              "cni",
              List.of("CNI-*"),
              List.of("CNI-ADMIN"),
              Ipv6.MAKES,
              "makes its own in ip6tables for containers with IPv6 addresses (the plugins bridge,"
                  + " portmap, firewall)",
              RESTART,
              "containernetworking/plugins, plugins/meta"),
          new Program(
              "neutron",
              List.of("neutron-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables",
              RESTART,
              "openstack/neutron, agent/linux/iptables_manager.py"),
          new Program(
              "proxmox",
              List.of("PVEFW-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables from the same configuration",
              RESTART,
              "pve.proxmox.com, pve-firewall"),
          new Program(
              "fail2ban",
              List.of("f2b-*", "fail2ban-*"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables since version 0.10, with the same names, when it bans"
                  + " the first IPv6 address (action.d/iptables.conf, `[Init?family=inet6]`)",
              "nothing to do with 0.10 or later; the hosts it has banned are known by their IPv4"
                  + " addresses only",
              "fail2ban 1.0.2: measured; action.d/iptables.conf"),
          new Program(
              "crowdsec",
              List.of("CROWDSEC_CHAIN"),
              List.of(),
              Ipv6.MAKES,
              "makes its own in ip6tables unless `disable_ipv6` is set",
              RESTART,
              "crowdsecurity/cs-firewall-bouncer; docs.crowdsec.net, firewall"),
          new Program(
              "sshguard",
              List.of("sshguard"),
              List.of(),
              Ipv6.FILLS,
              "fills a chain of the same name in ip6tables, which a person makes",
              "nothing to do: the hosts it has blocked are known by their IPv4 addresses only",
              "sshguard-setup(7)"),
          new Program(
              "miniupnpd",
              List.of("MINIUPNPD", "MINIUPNPD-*"),
              List.of(),
              Ipv6.FILLS,
              "fills the chain MINIUPNPD in ip6tables (pinholes), which ip6tables_init.sh makes",
              "nothing to do: who asks for a pinhole asks again",
              "miniupnpd, netfilter/ip6tables_init.sh"),
          new Program(
              "ufw",
              List.of("ufw-*", "ufw6-*"),
              List.of(),
              Ipv6.KEEPS,
              "keeps IPv6 rules of its own with IPV6=yes in /etc/default/ufw: /etc/ufw/*6.rules,"
                  + " chains ufw6-*",
              "set IPV6=yes and `ufw reload`",
              "ufw 0.36.2, ufw-framework(8)"),
          new Program(
              "networkmanager",
              List.of("nm-sh-in-*", "nm-sh-fw-*"),
              List.of(),
              Ipv6.NOTHING,
              "makes none in ip6tables: a shared connection is filtered in IPv4 only",
              "keep IPv6 off in the shared network",
              "NetworkManager, src/core/nm-firewall-utils.c"));

  /// The program that owns a chain of that name.
  public static Optional<Program> owner(String chain) {
    return ALL.stream().filter(p -> p.owns(chain)).findFirst();
  }
}
