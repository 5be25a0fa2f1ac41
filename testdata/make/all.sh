#!/bin/sh
# Makes testdata/translate/*/input.v4 anew. Needs root, and the programs that testdata/README.md
# names. The dates in the files change, addresses of daemons may. usage: all.sh [CASE..]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- web-and-mail router-nat anti-ddos block-list mangle-and-raw owner-output \
  ipv6-tunnel-and-exotic empty-chains ufw docker-host fail2ban firewalld libvirt shorewall hop-limits \
  ipset
for case in "$@"; do
  mkdir -p "$here/../translate/$case"
  new=$(mktemp)
  # a case with ipsets prints these into a file of their own
  export SETS="$new.sets"
  "$here/private.sh" "$here/$case.sh" > "$new" 2> "$new.log" || {
    cat "$new.log" >&2
    exit 1
  }
  cat "$new" > "$here/../translate/$case/input.v4"
  # the same input with the chains of its program left to it
  if [ -d "$here/../translate/$case-skip" ]; then
    cat "$new" > "$here/../translate/$case-skip/input.v4"
  fi
  [ ! -s "$SETS" ] || cat "$SETS" > "$here/../translate/$case/sets"
  rm -f "$new" "$new.log" "$SETS"
done
