#!/bin/sh
# Tunnels, IPsec, multicast, fragments, address types, ranges, masks with holes.
# usage: private.sh ipv6-tunnel-and-exotic.sh
set -eu
iptables() { iptables-legacy "$@"; }
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -A INPUT -p 41 -s 198.51.100.1 -j ACCEPT
iptables -A INPUT -p gre -j ACCEPT
iptables -A INPUT -p esp -m esp --espspi 256:4096 -j ACCEPT
iptables -A INPUT -p ah -m ah --ahspi 500 -j ACCEPT
iptables -A INPUT -p igmp -d 224.0.0.0/4 -j ACCEPT
iptables -A INPUT -p ospf -i eth1 -j ACCEPT
iptables -A INPUT -p vrrp -d 224.0.0.18 -j ACCEPT
iptables -A INPUT -f -j DROP
iptables -A INPUT -p udp --dport 500 -m policy --dir in --pol none -j ACCEPT
iptables -A INPUT -m policy --dir in --pol ipsec --proto esp -j ACCEPT
iptables -A INPUT -m addrtype --dst-type BROADCAST -j DROP
iptables -A INPUT -m addrtype ! --src-type UNICAST -j DROP
iptables -A INPUT -m iprange --src-range 192.0.2.10-192.0.2.20 -p tcp --dport 8080 -j ACCEPT
iptables -A INPUT -s 192.0.2.1/255.255.255.5 -p tcp --dport 8081 -j ACCEPT
iptables -A INPUT ! -s 192.0.2.0/255.0.255.0 -p tcp --dport 8082 -j REJECT --reject-with icmp-proto-unreachable
iptables -A INPUT -m ttl --ttl-eq 255 -p udp --dport 3784 -j ACCEPT
iptables -A INPUT -p icmp --icmp-type fragmentation-needed -j ACCEPT
iptables -A INPUT -p icmp --icmp-type timestamp-request -j DROP
iptables -A INPUT -p icmp --icmp-type redirect -j DROP
iptables -A INPUT -p icmp --icmp-type time-exceeded -j ACCEPT
iptables -A INPUT -p sctp --dport 3868 -j ACCEPT
iptables -A INPUT -m pkttype --pkt-type multicast -j DROP
iptables -A INPUT -m mac --mac-source 00:00:5e:00:53:01 -p udp --dport 69 -j ACCEPT
iptables -A INPUT -m time --timestart 08:00 --timestop 18:00 --weekdays Mon,Tue,Wed,Thu,Fri -p tcp --dport 3389 -j ACCEPT
iptables -A INPUT -m statistic --mode random --probability 0.01 -j LOG --log-prefix "one in a hundred "
iptables -A FORWARD -d 255.255.255.255 -j DROP
iptables -A FORWARD -s 0.0.0.0/8 -j DROP
iptables-legacy-save
