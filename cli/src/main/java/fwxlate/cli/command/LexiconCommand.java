package fwxlate.cli.command;

import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.cli.lexiconpage.Extension;
import fwxlate.cli.lexiconpage.ExtensionPage;
import fwxlate.report.Nearest;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;

/// `fwxlate lexicon`: the manual of the matches and targets, made from their entries.
record LexiconCommand() implements Subcommand {
  @Override
  public String name() {
    return "lexicon";
  }

  @Override
  public String summary() {
    return "print the manual of a match or target, or list all";
  }

  @Override
  public String operands() {
    return "[NAME]";
  }

  @Override
  public Options options() {
    return new Options().addOption(Common.flag("h", "help", "print how the command is used"));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate lexicon                       all matches and targets, a line each",
        "fwxlate lexicon ttl                   options, meaning, and what becomes of them in IPv6");
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    List<String> names = arguments.files();
    if (names.size() > 1) {
      throw Failure.usage("`" + names.get(1) + "` is one name too many", "give one name, or none");
    }
    console.print(names.isEmpty() ? table() : page(names.getFirst()));
    return ExitCode.DONE;
  }

  private static String table() {
    var out = new StringBuilder();
    String row = "%-6s  %-14s  %-10s  %-38s  %s%n";
    out.append(row.formatted("kind", "name", "families", "in IPv6", "what"));
    for (Extension extension : Extension.all()) {
      out.append(
          row.formatted(
              extension.kind(),
              extension.name(),
              extension.families(),
              extension.becomesWords(),
              extension.entry().summary()));
    }
    return out.toString();
  }

  private static String page(String name) throws Failure {
    List<Extension> found = Extension.named(name);
    if (found.isEmpty()) {
      throw Failure.usage(
          "no match or target `" + name + "` in the lexicon",
          Nearest.to(name.toLowerCase(Locale.ROOT), Extension.names())
                  .map(n -> "did you mean `" + n + "`? ")
                  .orElse("")
              + "`fwxlate lexicon` lists all");
    }
    return ExtensionPage.of(found);
  }
}
