#!/bin/sh
# A router of a small network with port forwards, typed with iptables-legacy.
# usage: private.sh router-nat.sh
set -eu
iptables() { iptables-legacy "$@"; }
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -i lan0 -p tcp --dport 22 -j ACCEPT
iptables -A INPUT -i lan0 -p udp -m multiport --dports 53,67 -j ACCEPT
iptables -A INPUT -p icmp -j ACCEPT
iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A FORWARD -m conntrack --ctstate INVALID -j DROP
iptables -A FORWARD -i lan0 -o wan0 -s 192.0.2.0/24 -j ACCEPT
iptables -A FORWARD -i lan0 -j REJECT
iptables -A FORWARD -i wan0 -o lan0 -d 192.0.2.80 -p tcp -m multiport --dports 80,443 -j ACCEPT
iptables -A FORWARD -i wan0 -o lan0 -d 192.0.2.25 -p tcp --dport 25 -j ACCEPT
iptables -t nat -A PREROUTING -i wan0 -p tcp -m multiport --dports 80,443 -j DNAT --to-destination 192.0.2.80
iptables -t nat -A PREROUTING -i wan0 -p tcp --dport 2525 -j DNAT --to-destination 192.0.2.25:25
iptables -t nat -A PREROUTING -i lan0 -p udp --dport 53 ! -d 192.0.2.1 -j REDIRECT --to-ports 53
iptables -t nat -A POSTROUTING -o wan0 -s 192.0.2.0/24 -j MASQUERADE
iptables -t mangle -A FORWARD -o wan0 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
iptables-legacy-save
