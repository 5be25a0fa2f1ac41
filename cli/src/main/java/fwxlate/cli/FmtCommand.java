package fwxlate.cli;

import fwxlate.grammar.SaveReader;
import fwxlate.grammar.SaveWriter;
import fwxlate.packet.Family;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// `fwxlate fmt`: the canonical form of a rules file.
record FmtCommand() implements Subcommand {
  @Override
  public String name() {
    return "fmt";
  }

  @Override
  public String summary() {
    return "print a rules file as iptables-save would";
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public Options options() {
    return Input.withTable(Common.options())
        .addOption(
            Common.option(
                null, "family", "4|6", "the file's address family, where it does not tell"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate fmt rules.v4                  print it in canonical form",
        "fwxlate fmt --family 6 - < rules      read standard input as IPv6 rules");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    String file = arguments.file();
    Optional<String> given = arguments.value("family");
    byte[] bytes = console.read(file);
    Family family =
        given.isPresent()
            ? arguments.choice("family", "4", "4", "6").equals("4") ? Family.IPV4 : Family.IPV6
            : SaveReader.family(bytes).orElse(Family.IPV4);
    Input input =
        Input.read(
            console,
            file,
            bytes,
            family,
            given.isPresent(),
            Input.table(arguments),
            common.paint());
    String text = SaveWriter.write(input.ruleset());
    List<String> summary = common.verbose() ? List.of(input.loadsOn()) : List.of();
    var report = new Report(name(), summary, input.findings(), Optional.empty());
    if (common.output().isPresent()) {
      console.write(common.output().get(), text);
    } else {
      console.print(text);
    }
    if (!input.findings().isEmpty() || common.verbose()) {
      report.publish(console, common);
    }
    return report.exitCode(common);
  }
}
