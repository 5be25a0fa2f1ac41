package fwxlate.grammar;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/// The lines of a file, one after the other; after the last, it stays there. The end of a line, LF
/// or CR LF, is no part of it.
final class Lines {
  private final byte[] bytes;
  private int number;
  private int start;
  private int end;
  private int next;
  private boolean hasCarriageReturn;

  /// Offsets at which the lines begin, once one of an earlier line is needed.
  private int[] starts = {};

  Lines(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Goes to the next line.
  ///
  /// @return whether there is one
  boolean next() {
    if (next >= bytes.length) {
      return false;
    }
    number++;
    start = next;
    end = endFrom(start);
    next = end + 1;
    hasCarriageReturn = end > start && bytes[end - 1] == '\r';
    if (hasCarriageReturn) {
      end--;
    }
    return true;
  }

  private int endFrom(int from) {
    int to = from;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    return to;
  }

  /// Its number, from 1.
  int number() {
    return number;
  }

  /// Offset of its first byte in the file.
  int start() {
    return start;
  }

  /// Offset after its last byte.
  int end() {
    return end;
  }

  /// Its bytes.
  int length() {
    return end - start;
  }

  /// Whether it ends in CR LF.
  boolean hasCarriageReturn() {
    return hasCarriageReturn;
  }

  boolean beginsWith(char first) {
    return length() > 0 && bytes[start] == first;
  }

  String text() {
    return text(start, end);
  }

  /// A piece of the file.
  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /// The text of any line.
  String textOf(int line) {
    if (starts.length == 0) {
      var behind = IntStream.range(1, bytes.length).filter(i -> bytes[i - 1] == '\n');
      starts = IntStream.concat(IntStream.of(0), behind).toArray();
    }
    int from = starts[line - 1];
    int to = from;
    while (to < bytes.length && bytes[to] != '\n' && bytes[to] != '\r') {
      to++;
    }
    return text(from, to);
  }
}
