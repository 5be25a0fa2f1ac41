package fwxlate.grammar;

import java.nio.charset.StandardCharsets;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/// A window on one line of a byte array, for the lexer: one character per byte (Latin-1), indexes
/// are those of the whole array.
final class ByteWindow implements CharStream {
  private final byte[] bytes;
  private int at;
  private int end;

  ByteWindow(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Looks at the bytes from `start` to `end`, the end excluded.
  void moveTo(int start, int end) {
    this.at = start;
    this.end = end;
  }

  @Override
  public void consume() {
    if (at >= end) {
      throw new IllegalStateException("cannot consume EOF");
    }
    at++;
  }

  @Override
  public int LA(int i) {
    int index = i > 0 ? at + i - 1 : at + i;
    return index < end && index >= 0 ? bytes[index] & 0xff : EOF;
  }

  @Override
  public int mark() {
    return -1;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int index() {
    return at;
  }

  @Override
  public void seek(int index) {
    at = index;
  }

  @Override
  public int size() {
    return end;
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public String getText(Interval interval) {
    return new String(
        bytes,
        interval.a,
        Math.max(0, Math.min(interval.b, end - 1) - interval.a + 1),
        StandardCharsets.ISO_8859_1);
  }
}
