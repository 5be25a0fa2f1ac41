#!/bin/sh
# shorewall: its own two-interfaces example with a web server in the local network; prints what
# iptables-save prints. usage: private.sh shorewall.sh
set -eu
{
  for name in eth0 eth1; do
    ip tuntap add dev $name mode tap
    ip link set $name up
  done
  ip address add 203.0.113.2/24 dev eth0
  ip address add 192.0.2.1/24 dev eth1
  ip route add default via 203.0.113.1
  cp /usr/share/doc/shorewall/examples/two-interfaces/* /etc/shorewall/
  sed -i 's/^STARTUP_ENABLED=.*/STARTUP_ENABLED=Yes/' /etc/shorewall/shorewall.conf
  cat >> /etc/shorewall/rules <<'RULES'
HTTP(DNAT)      net             loc:192.0.2.80
SSH(ACCEPT)     net:198.51.100.0/24     $FW
Limit:info:mail,5,60   net      $FW     tcp     25
RULES
  shorewall start
} >&2
iptables-save
