package fwxlate.kernel;

import java.lang.foreign.MemorySegment;

/// What is plugged into a network interface of the namespace: frames that are written to it come in
/// there.
sealed interface Cable extends AutoCloseable permits Tap, Veth {
  /// Bytes of the Ethernet header.
  int HEADER = 14;

  /// Bytes of the longest packet that goes out: 65535 less an Ethernet header.
  int MTU = 65_521;

  /// Writes a frame. Refused where the interface does not take it.
  void write(MemorySegment frame, long size);

  @Override
  void close();
}
