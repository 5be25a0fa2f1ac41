#!/bin/sh
# ufw: a web server; prints what iptables-save prints. usage: private.sh ufw.sh
set -eu
{
  # the IPv4 half only: what IPv6 needs is what is asked of fwxlate
  sed -i 's/^IPV6=.*/IPV6=no/' /etc/default/ufw
  ufw default deny incoming
  ufw default allow outgoing
  ufw limit from 203.0.113.0/24 to any port 22 proto tcp comment 'ssh from the office'
  ufw allow 80/tcp
  ufw allow 443
  ufw deny from 198.51.100.66
  ufw route allow in on eth1 out on eth0
  ufw logging low
  ufw --force enable
} >&2
iptables-save
