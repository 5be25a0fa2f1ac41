#!/bin/sh
# Only some users may go out. usage: private.sh owner-output.sh
set -eu
iptables -P OUTPUT DROP
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
iptables -A OUTPUT -o lo -j ACCEPT
iptables -A OUTPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
iptables -A OUTPUT -p udp --dport 53 -d 192.0.2.53 -j ACCEPT
iptables -A OUTPUT -p tcp -m multiport --dports 80,443 -m owner --uid-owner 33 -j ACCEPT
iptables -A OUTPUT -p tcp --dport 25 -m owner --gid-owner 1000-1999 -j REJECT
iptables -A OUTPUT -p tcp --dport 25 -m owner ! --uid-owner 0 -j ACCEPT
iptables -A OUTPUT -m owner --socket-exists -m owner --uid-owner 0 -j ACCEPT || true
iptables -A OUTPUT -p icmp --icmp-type echo-request -j ACCEPT
iptables -A OUTPUT -j REJECT --reject-with icmp-net-prohibited
iptables-save
