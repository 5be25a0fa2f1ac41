package fwxlate.kernel;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of the C library that the kernel is asked by. Each returns what the C function does,
/// or the error number negated. For one thread.
final class Libc {
  static final int EPERM = 1;
  static final int EAGAIN = 11;
  static final int EISCONN = 106;
  static final int ECONNREFUSED = 111;
  static final int EALREADY = 114;
  static final int EINPROGRESS = 115;

  static final int CLONE_NEWNET = 0x40000000;
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int SOCK_STREAM = 1;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int IPPROTO_IP = 0;
  static final int IPPROTO_RAW = 255;
  static final int SOL_SOCKET = 1;

  /// Bits of a set of processors (cpu_set_t).
  private static final int PROCESSORS = 8192;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;

  private static final MethodHandle UNSHARE = handle("unshare", INT, INT);
  private static final MethodHandle SETFSUID = handle("setfsuid", INT, INT);
  private static final MethodHandle SETFSGID = handle("setfsgid", INT, INT);
  private static final MethodHandle CPU = handle("sched_getcpu", INT);
  private static final MethodHandle AFFINITY = handle("sched_setaffinity", INT, INT, LONG, POINTER);
  private static final MethodHandle OPEN = handle("open", 2, INT, POINTER, INT);
  private static final MethodHandle CLOSE = handle("close", INT, INT);
  private static final MethodHandle IOCTL = handle("ioctl", 2, INT, INT, LONG, POINTER);
  private static final MethodHandle WRITE = handle("write", LONG, INT, POINTER, LONG);
  private static final MethodHandle SOCKET = handle("socket", INT, INT, INT, INT);
  private static final MethodHandle INDEX = handle("if_nametoindex", INT, POINTER);
  private static final MethodHandle BIND = handle("bind", INT, INT, POINTER, INT);
  private static final MethodHandle CONNECT = handle("connect", INT, INT, POINTER, INT);
  private static final MethodHandle LISTEN = handle("listen", INT, INT, INT);
  private static final MethodHandle ACCEPT = handle("accept4", INT, INT, POINTER, POINTER, INT);
  private static final MethodHandle RECVFROM =
      handle("recvfrom", LONG, INT, POINTER, LONG, INT, POINTER, POINTER);
  private static final MethodHandle RECV = handle("recv", LONG, INT, POINTER, LONG, INT);
  private static final MethodHandle SENDTO =
      handle("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", INT, INT, INT, INT, POINTER, INT);

  private final MemorySegment captured;
  private final MemorySegment number;

  Libc(Arena arena) {
    this.captured = arena.allocate(CAPTURED);
    this.number = arena.allocate(INT);
  }

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return handle(name, FunctionDescriptor.of(result, arguments), captureErrno());
  }

  /// Of a function with `...` after `fixed` arguments.
  private static MethodHandle handle(
      String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
    return handle(
        name,
        FunctionDescriptor.of(result, arguments),
        captureErrno(),
        Linker.Option.firstVariadicArg(fixed));
  }

  private static Linker.Option captureErrno() {
    return Linker.Option.captureCallState("errno");
  }

  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    MemorySegment address = LINKER.defaultLookup().find(name).orElseThrow();
    return LINKER.downcallHandle(address, descriptor, options);
  }

  private interface Call {
    long run() throws Throwable;
  }

  private long call(Call call) {
    try {
      long result = call.run();
      return result < 0 ? -(int) ERRNO.get(captured, 0L) : result;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  int unshare(int flags) {
    return (int) call(() -> (int) UNSHARE.invokeExact(captured, flags));
  }

  /// Whose files and sockets the thread makes from now on; false if the user namespace has no such
  /// user or group, and nothing has changed (setfsuid(2): each call returns the owner before it).
  boolean setFileOwner(int user, int group) {
    call(() -> (int) SETFSGID.invokeExact(captured, group) & 0xffffffffL);
    call(() -> (int) SETFSUID.invokeExact(captured, user) & 0xffffffffL);
    return call(() -> (int) SETFSGID.invokeExact(captured, -1) & 0xffffffffL)
            == Integer.toUnsignedLong(group)
        && call(() -> (int) SETFSUID.invokeExact(captured, -1) & 0xffffffffL)
            == Integer.toUnsignedLong(user);
  }

  /// Binds the calling thread, and what it starts from now on, to the processor that it runs on.
  int stayOnThisProcessor() {
    int processor = (int) call(() -> (int) CPU.invokeExact(captured));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment set = arena.allocate(PROCESSORS / 8);
      set.set(ValueLayout.JAVA_BYTE, processor / 8, (byte) (1 << processor % 8));
      return (int) call(() -> (int) AFFINITY.invokeExact(captured, 0, set.byteSize(), set));
    }
  }

  int open(MemorySegment path, int flags) {
    return (int) call(() -> (int) OPEN.invokeExact(captured, path, flags));
  }

  int close(int file) {
    return (int) call(() -> (int) CLOSE.invokeExact(captured, file));
  }

  int ioctl(int file, long request, MemorySegment argument) {
    return (int) call(() -> (int) IOCTL.invokeExact(captured, file, request, argument));
  }

  long write(int file, MemorySegment from, long size) {
    return call(() -> (long) WRITE.invokeExact(captured, file, from, size));
  }

  /// The number of an interface of the namespace; 0 if there is none.
  int interfaceIndex(MemorySegment name) {
    return (int) call(() -> (int) INDEX.invokeExact(captured, name));
  }

  int socket(int domain, int type, int protocol) {
    return (int) call(() -> (int) SOCKET.invokeExact(captured, domain, type, protocol));
  }

  int bind(int socket, MemorySegment address) {
    int size = (int) address.byteSize();
    return (int) call(() -> (int) BIND.invokeExact(captured, socket, address, size));
  }

  int connect(int socket, MemorySegment address) {
    int size = (int) address.byteSize();
    return (int) call(() -> (int) CONNECT.invokeExact(captured, socket, address, size));
  }

  int listen(int socket, int waiting) {
    return (int) call(() -> (int) LISTEN.invokeExact(captured, socket, waiting));
  }

  /// A socket that does not block.
  int accept(int socket) {
    MemorySegment nowhere = MemorySegment.NULL;
    int flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
    return (int) call(() -> (int) ACCEPT.invokeExact(captured, socket, nowhere, nowhere, flags));
  }

  /// The size of what was received.
  ///
  /// @param from takes the sender's address
  /// @param length an int: the size of `from`, and afterwards that of the address
  long receiveFrom(int socket, MemorySegment into, MemorySegment from, MemorySegment length) {
    long size = into.byteSize();
    return call(() -> (long) RECVFROM.invokeExact(captured, socket, into, size, 0, from, length));
  }

  /// The size of the whole message, also where it was cut, without `flags`; `-EAGAIN` if there is
  /// none and the socket does not block.
  long receive(int socket, MemorySegment into) {
    long size = into.byteSize();
    return call(() -> (long) RECV.invokeExact(captured, socket, into, size, 0));
  }

  long sendTo(int socket, MemorySegment from, long size, MemorySegment address) {
    int length = (int) address.byteSize();
    return call(() -> (long) SENDTO.invokeExact(captured, socket, from, size, 0, address, length));
  }

  /// Writes a `sockaddr_in` or `sockaddr_in6`, as the host has 4 or 16 bytes.
  ///
  /// @param device the number of the interface, of IPv6 addresses that have a scope; else 0
  static void address(MemorySegment into, byte[] host, int port, int device) {
    boolean six = host.length == 16;
    into.set(ValueLayout.JAVA_SHORT, 0, (short) (six ? AF_INET6 : AF_INET));
    into.set(ValueLayout.JAVA_SHORT, 2, Short.reverseBytes((short) port));
    MemorySegment.copy(host, 0, into, ValueLayout.JAVA_BYTE, six ? 8 : 4, host.length);
    if (six) {
      into.set(INT, 4, 0);
      into.set(INT, 24, device);
    }
  }

  int setOption(int socket, int level, int option, MemorySegment value, int size) {
    return (int)
        call(() -> (int) SETSOCKOPT.invokeExact(captured, socket, level, option, value, size));
  }

  /// An option that is an int. Refused (KernelException) where the socket has none such.
  void setOption(int socket, int level, int option, int value) {
    number.set(INT, 0, value);
    KernelException.checked(
        "socket option " + option, setOption(socket, level, option, number, Integer.BYTES));
  }
}
