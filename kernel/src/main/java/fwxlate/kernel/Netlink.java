package fwxlate.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A netlink socket (netlink(7)) of the thread's network namespace.
final class Netlink implements AutoCloseable {
  static final int ROUTE = 0;
  static final int NETFILTER = 12;

  private static final int ERROR = 2;
  private static final int SIZE = 1 << 17;
  private static final int SO_RCVBUFFORCE = 33;

  private final Libc libc;
  private final int socket;
  private final MemorySegment out;
  private final MemorySegment in;
  private final MemorySegment kernel;
  private int sequence;

  Netlink(Libc libc, Arena arena, int protocol) {
    this.libc = libc;
    this.out = arena.allocate(4096);
    this.in = arena.allocate(SIZE);
    this.kernel = arena.allocate(12, 4);
    kernel.set(ValueLayout.JAVA_SHORT, 0, (short) Libc.AF_NETLINK);
    this.socket =
        KernelException.checked(
            "netlink socket",
            libc.socket(
                Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_NONBLOCK | Libc.SOCK_CLOEXEC, protocol));
    KernelException.checked("netlink bind", libc.bind(socket, kernel));
    MemorySegment room = arena.allocateFrom(ValueLayout.JAVA_INT, 1 << 24);
    libc.setOption(socket, Libc.SOL_SOCKET, SO_RCVBUFFORCE, room, 4);
  }

  /// Sends a request that has the ACK flag, and returns the error number negated or 0. The kernel
  /// answers before the request's `sendto` returns.
  int ask(Message message) {
    byte[] bytes = message.bytes(++sequence);
    MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, 0, bytes.length);
    KernelException.checked("netlink send", libc.sendTo(socket, out, bytes.length, kernel));
    while (true) {
      long size = libc.receive(socket, in);
      if (size < 0) {
        throw new KernelException("no answer to a netlink request: error " + -size);
      }
      if (in.get(ValueLayout.JAVA_SHORT, 4) == ERROR
          && in.get(ValueLayout.JAVA_INT, 8) == sequence) {
        return in.get(ValueLayout.JAVA_INT, 16);
      }
    }
  }

  /// Refused where the kernel refuses.
  void demand(String what, Message message) {
    KernelException.checked(what, ask(message));
  }

  /// The next message's size, 0 if there is none; it is in [#received()] until the next call.
  int receive() {
    long size = libc.receive(socket, in);
    if (size == -Libc.EAGAIN) {
      return 0;
    }
    return KernelException.checked("netlink receive", size);
  }

  MemorySegment received() {
    return in;
  }

  @Override
  public void close() {
    libc.close(socket);
  }
}
