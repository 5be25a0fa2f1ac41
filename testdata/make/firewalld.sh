#!/bin/sh
# firewalld with the iptables back end: the public zone, an internal one, a rich rule; prints what
# iptables-save prints. usage: private.sh firewalld.sh
set -eu
{
  sed -i -e 's/^FirewallBackend=.*/FirewallBackend=iptables/' \
    -e 's/^IndividualCalls=.*/IndividualCalls=yes/' \
    -e 's/^LogDenied=.*/LogDenied=unicast/' /etc/firewalld/firewalld.conf
  firewall-offline-cmd --zone=public --add-service=http
  firewall-offline-cmd --zone=public --add-service=https
  firewall-offline-cmd --zone=public --remove-service-from-zone=dhcpv6-client
  firewall-offline-cmd --zone=public --add-rich-rule='rule family="ipv4" source address="203.0.113.0/24" port port="8080" protocol="tcp" accept'
  firewall-offline-cmd --zone=public --add-rich-rule='rule family="ipv4" source address="198.51.100.7" drop'
  firewall-offline-cmd --zone=internal --add-source=192.0.2.0/24
  mkdir -p /run/dbus
  dbus-daemon --system --fork
  firewalld --nofork --nopid --log-file=/run/firewalld.log &
  for _ in $(seq 60); do
    if firewall-cmd --state; then break; fi
    sleep 1
  done
} >&2
iptables-save
cat /run/firewalld.log >&2 || true
