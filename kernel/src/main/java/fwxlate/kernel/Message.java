package fwxlate.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A netlink message that is being written: a header, the fixed part of its kind, and attributes,
/// which may be nested. Numbers are in the machine's order unless said otherwise.
final class Message {
  static final int REQUEST = 1;
  static final int ACK = 4;
  static final int REPLACE = 0x100;
  static final int EXCLUSIVE = 0x200;
  static final int CREATE = 0x400;

  private static final int NESTED = 0x8000;

  private final ByteBuffer bytes = ByteBuffer.allocate(2048).order(ByteOrder.nativeOrder());

  /// @param type nlmsg_type
  /// @param flags nlmsg_flags
  Message(int type, int flags) {
    bytes.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
  }

  /// A message of a netfilter subsystem, with its `nfgenmsg`.
  ///
  /// @param resource `res_id`, in network order
  static Message netfilter(int subsystem, int type, int flags, int family, int resource) {
    return new Message(subsystem << 8 | type, flags)
        .byte8(family)
        .byte8(0)
        .byte8(resource >> 8)
        .byte8(resource);
  }

  Message byte8(int value) {
    bytes.put((byte) value);
    return this;
  }

  Message int32(int value) {
    bytes.putInt(value);
    return this;
  }

  Message attribute(int type, byte[] value) {
    bytes.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    while (bytes.position() % 4 != 0) {
      bytes.put((byte) 0);
    }
    return this;
  }

  Message attribute8(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  /// In network order.
  Message attribute16(int type, int value) {
    return attribute(type, new byte[] {(byte) (value >> 8), (byte) value});
  }

  /// In network order.
  Message attribute32(int type, long value) {
    return attribute(
        type,
        new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
  }

  /// In the machine's order.
  Message attributeNative(int type, int value) {
    return attribute(
        type, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
  }

  Message attribute(int type, String text) {
    return attribute(type, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /// What `inside` writes becomes the attribute's value.
  Message nested(int type, Runnable inside) {
    int start = bytes.position();
    bytes.putShort((short) 0).putShort((short) (type | NESTED));
    inside.run();
    bytes.putShort(start, (short) (bytes.position() - start));
    return this;
  }

  /// The finished message.
  byte[] bytes(int sequence) {
    bytes.putInt(0, bytes.position()).putInt(8, sequence);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
