package fwxlate.kernel;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What rules with NFLOG of one group say (nfnetlink_log.c), in order.
final class Log implements AutoCloseable {
  /// A group that no ruleset is expected to use.
  static final int GROUP = 40_117;

  private static final int SUBSYSTEM = 4;
  private static final int CONFIG = 1;
  private static final int CFG_CMD = 1;
  private static final int CFG_MODE = 2;
  private static final int CFG_THRESHOLD = 5;
  private static final int BIND = 1;
  private static final int COPY_PACKET = 2;

  /// Bytes of each packet that are given.
  private static final int SNAP = 128;

  /// In nanoseconds.
  private static final long PATIENCE = 2_000_000_000L;

  private static final long PAUSE = 10_000;

  private static final int PACKET_HEADER = 1;
  private static final int MARK = 2;
  private static final int PAYLOAD = 9;
  private static final int PREFIX = 10;

  private final Netlink netlink;

  /// One message.
  ///
  /// @param hook of netfilter: 0 prerouting, 1 input, 2 forward, 3 output, 4 postrouting
  /// @param mark the packet's
  /// @param packet its first bytes, from the IP header on
  record Entry(int hook, String prefix, long mark, ByteBuffer packet) {}

  Log(Libc libc, Arena arena) {
    this.netlink = new Netlink(libc, arena, Netlink.NETFILTER);
    netlink.demand("NFLOG bind", config().attribute8(CFG_CMD, BIND));
    byte[] mode = ByteBuffer.allocate(6).putInt(SNAP).put((byte) COPY_PACKET).array();
    netlink.demand("NFLOG mode", config().attribute(CFG_MODE, mode).attribute32(CFG_THRESHOLD, 1));
  }

  private static Message config() {
    return Message.netfilter(SUBSYSTEM, CONFIG, Message.REQUEST | Message.ACK, 0, GROUP);
  }

  /// All that was said since the last call, up to an entry that has a prefix, which is waited for
  /// and not given. Refused where it does not come within [#PATIENCE].
  List<Entry> until(String prefix) {
    long start = System.nanoTime();
    var entries = new ArrayList<>(drain());
    while (entries.isEmpty() || !entries.getLast().prefix().equals(prefix)) {
      if (System.nanoTime() - start > PATIENCE) {
        throw new KernelException("a packet is still on its way: " + entries);
      }
      LockSupport.parkNanos(PAUSE);
      entries.addAll(drain());
    }
    entries.removeLast();
    return entries;
  }

  /// All that was said since the last call.
  List<Entry> drain() {
    var entries = new ArrayList<Entry>(4);
    int size = netlink.receive();
    while (size > 0) {
      ByteBuffer in =
          netlink.received().asSlice(0, size).asByteBuffer().order(ByteOrder.nativeOrder());
      int at = 0;
      while (at + 16 <= size) {
        int length = in.getInt(at);
        if ((in.getShort(at + 4) & 0xffff) == SUBSYSTEM << 8) {
          entries.add(entry(in, at + 20, at + length));
        }
        at += (length + 3) & ~3;
      }
      size = netlink.receive();
    }
    return entries;
  }

  private static Entry entry(ByteBuffer in, int from, int to) {
    int hook = -1;
    long mark = 0;
    String prefix = "";
    ByteBuffer packet = ByteBuffer.allocate(0);
    int at = from;
    while (at + 4 <= to) {
      int length = in.getShort(at) & 0xffff;
      switch (in.getShort(at + 2) & 0x3fff) {
        case PACKET_HEADER -> hook = in.get(at + 6);
        case MARK -> mark = Integer.reverseBytes(in.getInt(at + 4)) & 0xffffffffL;
        case PREFIX -> prefix = text(in, at + 4, length - 5);
        case PAYLOAD -> {
          packet = ByteBuffer.allocate(length - 4);
          packet.put(0, in, at + 4, length - 4);
        }
        default -> {}
      }
      at += (length + 3) & ~3;
    }
    return new Entry(hook, prefix, mark, packet);
  }

  private static String text(ByteBuffer in, int from, int size) {
    byte[] bytes = new byte[size];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    netlink.close();
  }
}
