#!/bin/sh
# A router that knows hosts and networks by sets of every kind, made with ipset and iptables. The
# rules go to standard output, the sets into the file $SETS.
# usage: SETS=testdata/translate/ipset/sets private.sh ipset.sh
set -eu
ipset create blocked hash:net counters comment
ipset add blocked 203.0.113.0/24 comment "scanners"
ipset add blocked 203.0.113.64/26 nomatch comment "but not this customer"
ipset add blocked 198.51.100.7
ipset create office hash:ip
ipset add office 192.0.2.10-192.0.2.11
ipset create guests bitmap:ip range 192.0.2.128/28
ipset add guests 192.0.2.136-192.0.2.140
ipset create friends list:set
ipset add friends office
ipset add friends guests
ipset create floors hash:ip netmask 24
ipset add floors 10.1.1.77
ipset add floors 10.1.2.77
ipset create services hash:ip,port
ipset add services 192.0.2.10,tcp:443
ipset add services 192.0.2.11,udp:5060
ipset add services 192.0.2.11,icmp:port-unreachable
ipset create ways hash:net,iface
ipset add ways 192.0.2.0/24,eth0
ipset add ways 0.0.0.0/0,wg0
ipset create web bitmap:port range 0-1024
ipset add web 80
ipset add web 443
ipset create seen hash:ip timeout 600
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -m set --match-set blocked src -j DROP
iptables -A INPUT -p tcp --dport ssh -m set --match-set friends src -j ACCEPT
iptables -A INPUT -p tcp --dport telnet -j SET --add-set seen src --exist
iptables -A INPUT -m set --match-set seen src -j REJECT
iptables -A INPUT -m set --match-set web dst -m set ! --match-set floors src -j ACCEPT
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FORWARD -m set --match-set services dst,dst -j ACCEPT
iptables -A FORWARD -m set --match-set ways src,src -j ACCEPT
ipset save > "${SETS:-/dev/null}"
iptables-save
