package fwxlate.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// One end of a pair of virtual Ethernet interfaces (drivers/net/veth.c), whose other end has a
/// packet socket (packet(7)): needs no device file, so that users without rights have it, too.
///
/// What is sent waits in the backlog of the processor, which is nearly always, but not always,
/// emptied before `send` returns. So each frame has another one behind it, which is logged at the
/// interface and goes no further; the thread stays on one processor, whose backlog keeps the order.
final class Veth implements Cable {
  /// The type of the frame behind each frame, for local experiments (IEEE 802, clause 9.2.4).
  static final int BEHIND = 0x88b5;

  private static final int AF_PACKET = 17;
  private static final int SHORTEST = 60;

  private final Libc libc;
  private final int socket;
  private final MemorySegment behind;

  /// Makes the pair.
  Veth(Libc libc, Arena arena, String name, String other) {
    this.libc = libc;
    Shell.demand(
        List.of(Setup.tool("ip"), "-batch", "-"),
        "link add dev %s type veth peer name %s\n".formatted(name, other));
    KernelException.checked("one processor", libc.stayOnThisProcessor());
    this.socket =
        KernelException.checked(
            "packet socket", libc.socket(AF_PACKET, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, 0));
    MemorySegment address = arena.allocate(20, 4);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
    address.set(ValueLayout.JAVA_INT, 4, libc.interfaceIndex(arena.allocateFrom(other)));
    KernelException.checked("bind to " + other, libc.bind(socket, address));
    this.behind = arena.allocate(SHORTEST);
    behind.set(ValueLayout.JAVA_BYTE, 12, (byte) (BEHIND >> 8));
    behind.set(ValueLayout.JAVA_BYTE, 13, (byte) BEHIND);
  }

  @Override
  public void write(MemorySegment frame, long size) {
    KernelException.checked("a frame", libc.write(socket, frame, size));
    KernelException.checked("a frame behind it", libc.write(socket, behind, SHORTEST));
  }

  @Override
  public void close() {
    libc.close(socket);
  }
}
