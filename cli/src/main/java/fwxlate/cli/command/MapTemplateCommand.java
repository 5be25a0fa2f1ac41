package fwxlate.cli.command;

import fwxlate.address.AddressMap;
import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.ExitCode;
import fwxlate.cli.console.Failure;
import fwxlate.cli.console.Visible;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Lexicon;
import fwxlate.packet.Family;
import fwxlate.packet.Masked;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.managed.WithoutManagedChains;
import fwxlate.workflow.RulesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;

/// `fwxlate map-template`: an address map to be filled in.
record MapTemplateCommand() implements Subcommand {
  /// How many rules are named beside an address.
  private static final int RULES = 3;

  @Override
  public String name() {
    return "map-template";
  }

  @Override
  public String summary() {
    return "print a map file with every IPv4 address of a ruleset, ready to fill in";
  }

  @Override
  public String operands() {
    return "FILE";
  }

  @Override
  public Options options() {
    return TranslationSettings.withSets(TranslationSettings.withManaged(Common.options()));
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate map-template rules.v4 > map   then write the IPv6 side of each line",
        "ipset save > sets; fwxlate map-template --ipset-in sets rules.v4 > map",
        "fwxlate --map-file map rules.v4       and translate with it");
  }

  /// An address and the lines that use it.
  private static final class Use {
    final List<Integer> lines = new ArrayList<>();
    String first = "";
  }

  @Override
  public int run(Arguments arguments, Console console) throws Failure {
    Common common = Common.of(arguments, console);
    RulesFile input = Input.rules(console, arguments.file(), Family.IPV4, common.paint());
    Ipsets sets = TranslationSettings.sets(arguments, console, common.paint());
    var uses = new TreeMap<String, Use>(MapTemplateCommand::byAddress);
    // nobody is asked for the addresses of what is left to programs
    Ruleset translated =
        WithoutManagedChains.of(input.ruleset(), TranslationSettings.managed(arguments)).ruleset();
    for (var table : translated.tables()) {
      for (var chain : table.chains()) {
        for (Rule rule : chain.rules()) {
          collect(rule, sets, uses);
        }
      }
    }
    var out = new StringBuilder();
    out.append(
        """
        # Which IPv6 address stands for which IPv4 address: fill in the right sides.
        # The same number of host bits on both sides: bit by bit. Else: any for any.
        # A line that stays empty has no IPv6 counterpart. More specific lines win.
        """);
    for (Map.Entry<String, Use> entry : uses.entrySet()) {
      Use use = entry.getValue();
      out.append("\n# ")
          .append(Visible.of(use.first))
          .append('\n')
          .append("# line ")
          .append(String.join(", ", use.lines.stream().limit(RULES).map(Object::toString).toList()))
          .append(use.lines.size() > RULES ? " and " + (use.lines.size() - RULES) + " more" : "")
          .append('\n')
          .append(builtIn(entry.getKey()).map(b -> "# built in: " + b + "\n# ").orElse(""))
          .append(entry.getKey())
          .append(" =\n");
    }
    common.write(out.toString(), console);
    return ExitCode.DONE;
  }

  private static Optional<String> builtIn(String text) {
    return AddressMap.BUILT_IN.stream()
        .map(AddressMap.Line::text)
        .filter(t -> t.startsWith(text.replaceFirst("/32$", "") + " ") || t.startsWith(text + " "))
        .findFirst();
  }

  private static int byAddress(String a, String b) {
    Optional<Network> left = Network.parse(a.replaceFirst("-.*", ""), Family.IPV4);
    Optional<Network> right = Network.parse(b.replaceFirst("-.*", ""), Family.IPV4);
    int byNumber =
        left.isPresent() && right.isPresent()
            ? left.get().address().compareTo(right.get().address())
            : 0;
    return byNumber != 0 ? byNumber : a.compareTo(b);
  }

  private static void collect(Rule rule, Ipsets sets, Map<String, Use> uses) {
    Lexicon.addresses(rule, Family.IPV4, sets).stream()
        .flatMap(MapTemplateCommand::texts)
        .distinct()
        .forEach(text -> {
          Use use = uses.computeIfAbsent(text, _ -> new Use());
          use.lines.add(rule.span().line());
          if (use.first.isEmpty()) {
            use.first = rule.body();
          }
        });
  }

  /// As the left side of a map's line has it, nothing for all addresses.
  private static Stream<String> texts(ValueSet addresses) {
    return switch (addresses) {
      case Ranges all when all.equals(Ranges.all(32)) -> Stream.of();
      case Ranges ranges -> ranges.ranges().stream().map(MapTemplateCommand::text);
      // a line takes no mask with holes: the network that all the addresses are in
      case Masked masked -> Stream.of(around(masked).toString());
    };
  }

  /// The network that the fixed bits before the first hole give.
  private static Network around(Masked addresses) {
    int bits = 0;
    while (bits < 32 && addresses.mask().bit(31 - bits)) {
      bits++;
    }
    return Network.of(Family.IPV4, addresses.value(), bits);
  }

  /// `ADDRESS`, `ADDRESS/BITS`, or `first-last` where no prefix is as large.
  private static String text(Range range) {
    List<Network> prefixes = Network.prefixes(Family.IPV4, Ranges.of(range));
    return prefixes.size() == 1
        ? prefixes.getFirst().toString().replaceFirst("/32$", "")
        : Addresses.toString(range.first(), Family.IPV4)
            + "-"
            + Addresses.toString(range.last(), Family.IPV4);
  }
}
