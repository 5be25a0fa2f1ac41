package fwxlate.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The process's standard output. Where it is a pipe, a write that is refused says that nobody
/// reads any more.
public final class StandardOutput extends OutputStream {
  /// The program behind the pipe has read all that it wanted.
  static final class ClosedPipe extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw isPipe() ? new ClosedPipe() : e;
    }
  }

  /// The message of the error is in the user's language, the kind of file is not.
  private static boolean isPipe() throws IOException {
    String file = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
    return file.startsWith("pipe:") || file.startsWith("socket:");
  }
}
