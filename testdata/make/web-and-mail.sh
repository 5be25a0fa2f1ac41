#!/bin/sh
# A web and mail server, typed with iptables. usage: private.sh web-and-mail.sh
set -eu
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
iptables -A INPUT -p icmp --icmp-type echo-request -m limit --limit 10/second --limit-burst 20 -j ACCEPT
iptables -A INPUT -p tcp --dport ssh -s 192.0.2.0/24 -j ACCEPT
iptables -A INPUT -p tcp --dport smtp -m comment --comment "mail from everywhere" -j ACCEPT
iptables -A INPUT -p tcp -m multiport --dports http,https -j ACCEPT
iptables -A INPUT -p tcp --dport imaps --syn -j ACCEPT
iptables -A INPUT -p udp --dport 443 -j ACCEPT
iptables -A INPUT -m limit --limit 5/minute -j LOG --log-prefix "dropped: " --log-level info
iptables -A INPUT -p tcp -j REJECT --reject-with tcp-reset
iptables -A INPUT -j REJECT --reject-with icmp-admin-prohibited
iptables-save
