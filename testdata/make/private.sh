#!/bin/sh
# Runs a command in network, mount and process namespaces of its own: whatever it writes into /etc,
# /var, /lib or /run is gone afterwards, the machine's own rules are never seen, daemons end with it.
# usage: private.sh COMMAND [ARGUMENTS]     (needs root)
set -eu
if [ "${1:-}" != --inside ]; then
  exec unshare --net --mount --pid --fork --mount-proc --kill-child "$0" --inside "$@"
fi
shift
mount --make-rprivate /
scratch=/mnt
mount -t tmpfs private "$scratch"
for dir in etc var usr; do
  mkdir -p "$scratch/$dir/upper" "$scratch/$dir/work"
  mount -t overlay overlay \
    -o "lowerdir=/$dir,upperdir=$scratch/$dir/upper,workdir=$scratch/$dir/work" "/$dir"
done
mount -t tmpfs private /run
mkdir -p /run/lock
ip link set lo up
exec "$@"
