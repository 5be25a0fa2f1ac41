#!/bin/sh
# dockerd: the default bridge, a network of its own, two containers; prints what iptables-save
# prints. usage: private.sh docker-host.sh
set -eu
{
  ip address add 192.0.2.10/32 dev lo
  mount -t tmpfs private /sys/fs/cgroup || true
  mount -t cgroup2 cgroup /sys/fs/cgroup || true
  dockerd --data-root /run/docker-data --exec-root /run/docker-exec --pidfile /run/docker.pid \
    --host unix:///run/docker.sock --storage-driver vfs --log-level error &
  for _ in $(seq 60); do
    if docker version; then break; fi
    sleep 1
  done
  docker network create --subnet 172.20.0.0/16 \
    -o com.docker.network.bridge.name=br-app app
  # an image of one program, made here: no registry is asked
  root=/run/root
  mkdir -p $root
  for file in /bin/sleep $(ldd /bin/sleep | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$file")"
    cp -L "$file" "$root$file"
  done
  tar -C $root -c . | docker import - sleeper
  docker run -d --name web -p 80:8080 -p 127.0.0.1:9000:9000 sleeper /bin/sleep 1000
  docker run -d --name db --network app -p 192.0.2.10:5432:5432 sleeper /bin/sleep 1000
  docker ps
} >&2
iptables-save
