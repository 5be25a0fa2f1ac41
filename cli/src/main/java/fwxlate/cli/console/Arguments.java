package fwxlate.cli.console;

import fwxlate.report.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.AmbiguousOptionException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/// The options and files of one command, checked.
public final class Arguments {
  /// When a report is coloured.
  public static final List<String> COLOUR = List.of("auto", "always", "never");

  private final CommandLine line;

  private Arguments(CommandLine line) {
    this.line = line;
  }

  /// Reads the words after the command's name.
  public static Arguments parse(Options options, List<String> words) throws Failure {
    var parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    String[] given = colourSpelledOut(words).toArray(String[]::new);
    for (String word : given) {
      if (word.equals("--")) {
        break;
      }
      // commons-cli takes `-format` for `--format`
      if (word.matches("-[a-z][a-z0-9-]+.*") && options.hasLongOption(word.substring(1))) {
        throw Failure.usage("no option `" + word + "`", "did you mean `-" + word + "`?");
      }
    }
    try {
      return new Arguments(parser.parse(options, given));
    } catch (MissingArgumentException e) {
      throw Failure.usage(
          "`--" + e.getOption().getLongOpt() + "` lacks its argument",
          "write `--" + e.getOption().getLongOpt() + " " + e.getOption().getArgName() + "`");
    } catch (AmbiguousOptionException e) {
      throw Failure.usage("no option `" + e.getOption() + "`", "see `--help`");
    } catch (UnrecognizedOptionException e) {
      throw Failure.usage("no option `" + e.getOption() + "`", near(options, e.getOption()));
    } catch (ParseException e) {
      throw Failure.usage(String.valueOf(e.getMessage()), "see `--help`");
    }
  }

  /// `--color` alone means always; as an option with an optional argument it would swallow the
  /// file.
  private static List<String> colourSpelledOut(List<String> words) {
    var given = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      boolean alone =
          words.get(i).equals("--color")
              && (i + 1 == words.size() || !COLOUR.contains(words.get(i + 1)));
      given.add(alone ? "--color=always" : words.get(i));
    }
    return given;
  }

  private static String near(Options options, String given) {
    String name = given.replaceFirst("^-+", "").replaceFirst("=.*", "");
    var known = options.getOptions().stream().map(Option::getLongOpt).toList();
    return Nearest.to(name, known).map(o -> "did you mean `--" + o + "`?").orElse("see `--help`");
  }

  public boolean has(String option) {
    return line.hasOption(option);
  }

  public Optional<String> value(String option) throws Failure {
    String[] values = line.getOptionValues(option);
    if (values == null) {
      return Optional.empty();
    }
    if (values.length > 1) {
      throw Failure.usage("`--" + option + "` is given twice", "give it once");
    }
    return Optional.of(values[0]);
  }

  public List<String> values(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /// Comma lists, in one option or several.
  public List<String> list(String option) {
    var all = new ArrayList<String>();
    for (String value : values(option)) {
      Arrays.stream(value.split(",", -1))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .forEach(all::add);
    }
    return all;
  }

  /// One of the given words.
  public String choice(String option, String byDefault, String... choices) throws Failure {
    String value = value(option).orElse(byDefault).toLowerCase(Locale.ROOT);
    if (!List.of(choices).contains(value)) {
      throw Failure.usage(
          "`" + value + "` is no value of `--" + option + "`",
          "write one of " + String.join(", ", choices));
    }
    return value;
  }

  public boolean onOff(String option) throws Failure {
    return choice(option, "on", "on", "off").equals("on");
  }

  public List<String> files() {
    return line.getArgList();
  }

  /// The one file that the command takes.
  public String file() throws Failure {
    if (files().size() == 1) {
      return files().getFirst();
    }
    throw files().isEmpty()
        ? Failure.usage("no file is given", "give a file, or `-` to read standard input")
        : Failure.usage("`" + files().get(1) + "` is one file too many", "give one file");
  }
}
