#!/bin/sh
# Marks, connection marks, raw and mangle targets. usage: private.sh mangle-and-raw.sh
set -eu
iptables -t raw -A PREROUTING -p udp --dport 53 -j NOTRACK
iptables -t raw -A OUTPUT -p udp --sport 53 -j CT --notrack
iptables -t raw -A PREROUTING -p tcp --dport 21 -j CT --helper ftp
iptables -t raw -A PREROUTING -i eth2 -j CT --zone 7
iptables -t mangle -A PREROUTING -j CONNMARK --restore-mark
iptables -t mangle -A PREROUTING -m mark ! --mark 0 -j ACCEPT
iptables -t mangle -A PREROUTING -i eth0 -j MARK --set-mark 1
iptables -t mangle -A PREROUTING -i eth1 -j MARK --set-xmark 0x20/0xf0
iptables -t mangle -A PREROUTING -s 192.0.2.0/24 -m dscp --dscp-class EF -j MARK --or-mark 0x100
iptables -t mangle -A PREROUTING -j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff
iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -m tcpmss --mss 1401:65495 -j TCPMSS --set-mss 1400
iptables -t mangle -A FORWARD -o ppp+ -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu
iptables -t mangle -A FORWARD -m ttl --ttl-lt 2 -j DROP
iptables -t mangle -A POSTROUTING -o wwan0 -j TTL --ttl-set 65
iptables -t mangle -A POSTROUTING -p udp --dport 5060 -j DSCP --set-dscp-class CS3
iptables -t mangle -A POSTROUTING -p tcp --sport 22 -j TOS --set-tos Minimize-Delay
iptables -t mangle -A POSTROUTING -m length --length 0:128 -j CLASSIFY --set-class 1:10
iptables -A INPUT -m mark --mark 0x20/0xf0 -p tcp --dport 5432 -j ACCEPT
iptables -A INPUT -p tcp --dport 5432 -j DROP
iptables -A INPUT -p udp --dport 53 -m conntrack --ctstate UNTRACKED -j ACCEPT
iptables -A FORWARD -m connmark --mark 1 -j ACCEPT
iptables -P FORWARD DROP
iptables-save
