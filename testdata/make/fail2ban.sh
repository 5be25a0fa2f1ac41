#!/bin/sh
# fail2ban: two jails on a log with failed logins, which ban by iptables; prints what iptables-save
# prints. usage: private.sh fail2ban.sh
set -eu
{
  log=/run/auth.log
  touch "$log"
  cat > /etc/fail2ban/jail.local <<JAIL
[DEFAULT]
banaction = iptables-multiport
banaction_allports = iptables-allports
backend = polling
[sshd]
enabled = true
logpath = $log
maxretry = 3
bantime = 1h
[recidive]
enabled = false
JAIL
  # the distribution's own choice of back end is not for a machine without a journal
  rm -f /etc/fail2ban/jail.d/*
  printf '%s\n' '-P INPUT ACCEPT' > /dev/null
  iptables -A INPUT -i lo -j ACCEPT
  iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  iptables -A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT
  iptables -A INPUT -p icmp -j ACCEPT
  iptables -P INPUT DROP
  fail2ban-server -b
  for _ in $(seq 30); do
    if fail2ban-client ping; then break; fi
    sleep 1
  done
  for host in 203.0.113.5 203.0.113.77; do
    for _ in 1 2 3; do
      date "+%b %e %T web sshd[4711]: Failed password for root from $host port 4242 ssh2" >> "$log"
    done
  done
  for _ in $(seq 30); do
    if [ "$(iptables -S | grep -c 203.0.113)" -ge 2 ]; then break; fi
    sleep 1
  done
  fail2ban-client set sshd banip 203.0.113.200
  fail2ban-client status sshd
} >&2
iptables-save
