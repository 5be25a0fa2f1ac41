package fwxlate.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A network interface whose cable the referee holds (drivers/net/tun.c): a frame that is written
/// has gone through every hook when the write returns.
final class Tap implements Cable {
  private static final String DEVICE = "/dev/net/tun";
  private static final int IFF_TAP = 2;
  private static final int IFF_NO_PI = 0x1000;
  private static final long TUNSETIFF = 0x400454caL;
  private static final int IFREQ = 40;

  private final Libc libc;
  private final int file;

  Tap(Libc libc, Arena arena, String name) {
    this.libc = libc;
    this.file =
        KernelException.checked(
            DEVICE, libc.open(arena.allocateFrom(DEVICE), Libc.O_RDWR | Libc.O_NONBLOCK));
    MemorySegment request = arena.allocate(IFREQ);
    MemorySegment.copy(
        name.getBytes(StandardCharsets.UTF_8),
        0,
        request,
        ValueLayout.JAVA_BYTE,
        0,
        name.getBytes(StandardCharsets.UTF_8).length);
    request.set(ValueLayout.JAVA_SHORT, 16, (short) (IFF_TAP | IFF_NO_PI));
    KernelException.checked("tap " + name, libc.ioctl(file, TUNSETIFF, request));
  }

  /// Whether the device of taps can be opened: by default that is root's alone.
  static boolean canOpen(Libc libc, Arena arena) {
    int file = libc.open(arena.allocateFrom(DEVICE), Libc.O_RDWR);
    if (file >= 0) {
      libc.close(file);
    }
    return file >= 0;
  }

  @Override
  public void write(MemorySegment frame, long size) {
    KernelException.checked("a frame", libc.write(file, frame, size));
  }

  @Override
  public void close() {
    libc.close(file);
  }
}
