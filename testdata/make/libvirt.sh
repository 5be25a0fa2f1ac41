#!/bin/sh
# libvirtd: the default network (NAT behind virbr0); prints what iptables-legacy-save prints.
# usage: private.sh libvirt.sh
set -eu
{
  update-alternatives --set iptables /usr/sbin/iptables-legacy
  update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy
  mkdir -p /run/libvirt /run/dbus
  dbus-daemon --system --fork
  libvirtd --daemon
  for _ in $(seq 30); do
    if virsh -c qemu:///system version; then break; fi
    if virsh -c network:///system net-list --all; then break; fi
    sleep 1
  done
  virsh -c network:///system net-start default
  virsh -c network:///system net-list --all
} >&2
iptables-save
