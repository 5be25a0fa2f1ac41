#!/bin/sh
# Makes testdata/fmt/*/input anew: what the savers print of rules with odd words, with counters, of
# both back ends, and the IPv6 side of ufw and firewalld. usage: fmt.sh (needs root)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../fmt

private() {
  mkdir -p "$out/$1"
  case=$1
  shift
  log=$(mktemp)
  "$here/private.sh" "$@" > "$out/$case/input" 2> "$log" || {
    cat "$log" >&2
    exit 1
  }
  rm -f "$log"
}

odd=$(mktemp)
trap 'rm -f "$odd"' EXIT
cat > "$odd" <<'RULES'
*filter
:INPUT DROP [12:3456]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [18446744073709551615:7]
:x-y - [0:0]
:a.b+c%d - [0:0]
[1:60] -A INPUT -m comment --comment "say \"hello\" to \\ 'them'" -j ACCEPT
[0:0] -A INPUT -m comment --comment "--comment" -j a.b+c%d
[0:0] -A INPUT -m comment --comment ! -j ACCEPT
[0:0] -A INPUT -m comment --comment "" -j ACCEPT
[0:0] -A INPUT -m comment --comment "grüße" -j ACCEPT
[2:120] -A INPUT -j LOG --log-prefix "in: " --log-level 7 --log-tcp-options
[0:0] -A INPUT -p tcp -m string --string "it's \"it\"" --algo bm -j DROP
[0:0] -A INPUT -i eth+ -j DROP
COMMIT
RULES
private odd-words-legacy sh -c "iptables-legacy-restore -c < '$odd' && iptables-legacy-save -c"
private odd-words-nft sh -c "iptables-nft-restore -c < '$odd' && iptables-nft-save -c"
private odd-words-legacy-6 sh -c "ip6tables-legacy-restore -c < '$odd' && ip6tables-legacy-save -c"
private odd-words-nft-6 sh -c "ip6tables-nft-restore -c < '$odd' && ip6tables-nft-save -c"
private ufw-6 sh -c "sed 's/IPV6=no/IPV6=yes/' '$here/ufw.sh' > /run/ufw.sh; sh /run/ufw.sh > /dev/null && ip6tables-save"
private firewalld-6 sh -c "sh '$here/firewalld.sh' > /dev/null && ip6tables-save"
