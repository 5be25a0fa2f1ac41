#!/bin/sh
# Hop limits that are changed and tested afterwards: the proof cannot follow them. usage: private.sh hop-limits.sh
set -eu
iptables -t mangle -A PREROUTING -i wwan0 -j TTL --ttl-inc 1
iptables -t mangle -A PREROUTING -m ttl --ttl-lt 3 -j DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -m ttl --ttl-gt 250 -j ACCEPT
iptables -P INPUT DROP
iptables-save
