package fwxlate.cli;

import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.BufferedOutputStream;
import java.nio.file.Path;

/// The program.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var console = new Console(System.in, Console.utf8(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))),
      Console.utf8(new BufferedOutputStream(new FileOutputStream(FileDescriptor.err))), System.getenv(), Path.of(""), false);
    int code;
    try {
      byte[] bytes = console.read(args[3]);
      Family family = args[2].equals("6") ? Family.IPV6 : Family.IPV4;
      var reading = SaveReader.read(args[3], bytes, family);
      reading.findings().forEach(f -> console.report(FindingText.of(f, new Paint(false))));
      if (reading.isComplete()) { console.print(SaveWriter.write(reading.ruleset())); code = 0; } else code = 2;
    } catch (Failure f) {
      console.report(f.text()); code = f.exitCode();
    }
    console.out().flush(); console.err().flush();
    System.exit(code);
  }
}
