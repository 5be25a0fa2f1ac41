#!/bin/sh
# What administrators type against floods and scans. usage: private.sh anti-ddos.sh
set -eu
iptables -t mangle -A PREROUTING -m conntrack --ctstate INVALID -j DROP
iptables -t mangle -A PREROUTING -p tcp ! --syn -m conntrack --ctstate NEW -j DROP
iptables -t mangle -A PREROUTING -p tcp -m conntrack --ctstate NEW -m tcpmss ! --mss 536:65535 -j DROP
for flags in "FIN,SYN FIN,SYN" "SYN,RST SYN,RST" "FIN,RST FIN,RST" "FIN,ACK FIN" "ACK,URG URG" \
  "ALL ALL" "ALL NONE" "ALL FIN,PSH,URG"; do
  # shellcheck disable=SC2086
  iptables -t mangle -A PREROUTING -p tcp --tcp-flags $flags -j DROP
done
for net in 224.0.0.0/3 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 10.0.0.0/8 0.0.0.0/8 240.0.0.0/5; do
  iptables -t mangle -A PREROUTING -s $net -i eth0 -j DROP
done
iptables -t mangle -A PREROUTING -s 127.0.0.0/8 ! -i lo -j DROP
iptables -t mangle -A PREROUTING -f -j DROP
iptables -N port-scan
iptables -P INPUT DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -p tcp -m connlimit --connlimit-above 80 -j REJECT --reject-with tcp-reset
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name ssh
iptables -A INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 60 --hitcount 10 --name ssh -j DROP
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
iptables -A INPUT -p tcp --dport 80 -m string --string "/etc/passwd" --algo bm -j DROP
iptables -A INPUT -p tcp --dport 80 -m string --hex-string "|90 90 90 90|" --algo kmp --from 40 --to 600 -j DROP
iptables -A INPUT -p tcp -m multiport --dports 80,443 -m hashlimit --hashlimit-upto 50/sec --hashlimit-burst 20 --hashlimit-mode srcip --hashlimit-name http -j ACCEPT
iptables -A INPUT -p tcp -m conntrack --ctstate NEW -m limit --limit 60/s --limit-burst 20 -j ACCEPT
iptables -A INPUT -p icmp -m icmp --icmp-type 8 -m limit --limit 1/s -j ACCEPT
iptables -A INPUT -p icmp -m icmp --icmp-type 8 -m length --length 1000:65535 -j DROP
iptables -A INPUT -p tcp --tcp-flags SYN,ACK,FIN,RST RST -j port-scan
iptables -A port-scan -m limit --limit 1/s --limit-burst 2 -j RETURN
iptables -A port-scan -j DROP
iptables-save
