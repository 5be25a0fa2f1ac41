/// Which IPv6 packets stand for which IPv4 packets.
@NullMarked
package fwxlate.translator.correspondence;

import org.jspecify.annotations.NullMarked;
