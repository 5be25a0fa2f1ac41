package fwxlate.cli;

import fwxlate.cli.console.Console;
import fwxlate.cli.console.ProcessCode;
import fwxlate.cli.console.StandardOutput;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.List;

/// The process around the program.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var console =
        new Console(
            System.in,
            new StandardOutput(),
            Console.utf8(new BufferedOutputStream(new FileOutputStream(FileDescriptor.err))),
            System.getenv(),
            Path.of(""),
            "1".equals(System.getenv("FWXLATE_STDERR_IS_TERMINAL")));
    int code = Fwxlate.run(List.of(args), console);
    console.err().flush();
    System.exit(ProcessCode.ofThisProcess().of(code));
  }
}
