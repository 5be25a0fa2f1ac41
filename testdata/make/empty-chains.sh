#!/bin/sh
# Chains without rules, all five tables, policies. usage: private.sh empty-chains.sh
set -eu
iptables-restore <<'RULES'
*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
COMMIT
*security
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:nothing - [0:0]
:only-returns - [0:0]
:unreached - [0:0]
-A INPUT -j nothing
-A INPUT -g only-returns
-A INPUT -j ACCEPT
-A only-returns -p tcp -j RETURN
-A only-returns -j RETURN
-A unreached -j ACCEPT
COMMIT
RULES
iptables-save
