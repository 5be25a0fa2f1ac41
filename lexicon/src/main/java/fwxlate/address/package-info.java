/// IPv4 and IPv6 addresses, networks and ranges as iptables writes and compares them.
@NullMarked
package fwxlate.address;

import org.jspecify.annotations.NullMarked;
