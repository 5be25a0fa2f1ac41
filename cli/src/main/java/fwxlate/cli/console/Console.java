package fwxlate.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// What a command has of the world: its streams, its environment, and files.
///
/// @param out the result and nothing else, UTF-8; not closed
/// @param err the report, UTF-8
/// @param environment variables
/// @param directory against which relative names are taken
/// @param errIsTerminal whether a person is looking at `err`
public record Console(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    boolean errIsTerminal) {

  /// The bytes of a file, `-` is standard input. Refused where it is missing, a directory or
  /// unreadable.
  public byte[] read(String name) throws Failure {
    try {
      return name.equals("-") ? in.readAllBytes() : Files.readAllBytes(path(name));
    } catch (NoSuchFileException _) {
      throw Failure.usage(
          "no file `" + name + "`", "check the name, or give `-` to read standard input");
    } catch (AccessDeniedException _) {
      throw Failure.usage("`" + name + "` may not be read", "check its permissions");
    } catch (IOException | InvalidPathException e) {
      if (!name.equals("-") && Files.isDirectory(path(name))) {
        throw Failure.usage("`" + name + "` is a directory", "give a file in it");
      }
      throw Failure.usage("`" + name + "` cannot be read: " + e.getMessage(), "check the file");
    }
  }

  /// Writes a file so that it is there whole or not at all: beside it, then renamed over it.
  public void write(String name, String text) throws Failure {
    Path to = path(name);
    try {
      if (Files.exists(to) && !Files.isRegularFile(to)) {
        // a device or a pipe: there is nothing to replace
        Files.writeString(to, text);
        return;
      }
      Path parent = to.toAbsolutePath().getParent();
      Path beside = Files.createTempFile(parent, ".fwxlate", ".tmp");
      try {
        Files.writeString(beside, text);
        if (Files.exists(to)) {
          Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(to));
        }
        Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (NoSuchFileException _) {
      throw Failure.usage("`" + name + "` is in a folder that is not there", "make the folder");
    } catch (AccessDeniedException _) {
      throw Failure.usage("`" + name + "` may not be written", "check its folder's permissions");
    } catch (IOException | UnsupportedOperationException e) {
      throw Failure.usage(
          "`" + name + "` cannot be written: " + e.getMessage(),
          "check that its folder exists and that you may write there");
    }
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  /// Prints the result; refused where it did not get through whole. Ends the command without a word
  /// if nobody reads the pipe any more.
  public void print(String text) throws Failure {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (StandardOutput.ClosedPipe _) {
      throw Failure.closedPipe();
    } catch (IOException e) {
      throw Failure.usage(
          "standard output cannot be written: " + e.getMessage() + "; the result is not whole",
          "check that the disk is not full");
    }
  }

  /// Prints a line of the report.
  public void report(String text) {
    err.println(text);
  }

  public static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, false, StandardCharsets.UTF_8);
  }
}
