package fwxlate.cli;

import fwxlate.address.AddressMap;
import fwxlate.address.Network;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.packet.Family;
import fwxlate.packet.Ranges;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Target;
import fwxlate.translator.managed.WithoutManagedChains;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;

/// `fwxlate map-template`: an address map to be filled in.
record MapTemplateCommand() implements Subcommand {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?(?:-\\d{1,3}(?:\\.\\d{1,3}){3})?");

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
    return TranslationSettings.withManaged(Common.options());
  }

  @Override
  public List<String> examples() {
    return List.of(
        "fwxlate map-template rules.v4 > map   then write the IPv6 side of each line",
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
    Input input = Input.read(console, arguments.file(), Family.IPV4, common.paint());
    var uses = new TreeMap<String, Use>(MapTemplateCommand::byAddress);
    // nobody is asked for the addresses of what is left to programs
    Ruleset translated =
        WithoutManagedChains.of(input.ruleset(), TranslationSettings.managed(arguments)).ruleset();
    for (var table : translated.tables()) {
      for (var chain : table.chains()) {
        for (Rule rule : chain.rules()) {
          collect(rule, uses);
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
          .append(FindingText.visible(use.first))
          .append('\n')
          .append("# line ")
          .append(String.join(", ", use.lines.stream().limit(RULES).map(Object::toString).toList()))
          .append(use.lines.size() > RULES ? " and " + (use.lines.size() - RULES) + " more" : "")
          .append('\n')
          .append(builtIn(entry.getKey()).map(b -> "# built in: " + b + "\n# ").orElse(""))
          .append(entry.getKey())
          .append(" =\n");
    }
    if (common.output().isPresent()) {
      console.write(common.output().get(), out.toString());
    } else {
      console.print(out.toString());
    }
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

  private static void collect(Rule rule, Map<String, Use> uses) {
    for (Match match : rule.allMatches()) {
      if (asksForAddresses(match)) {
        match.options().forEach(o -> collect(o, rule, uses));
      }
    }
    if (rule.target().isPresent() && rule.target().get() instanceof Target.Call call) {
      call.options().stream()
          .filter(o -> o.name().startsWith("--to") || o.name().equals("--gateway"))
          .forEach(o -> collect(o, rule, uses));
    }
  }

  /// Comments and the like may hold what looks like an address.
  private static boolean asksForAddresses(Match match) {
    return asks(Lowering.condition(List.of(match), Family.IPV4));
  }

  private static boolean asks(fwxlate.packet.Condition condition) {
    return switch (condition) {
      case fwxlate.packet.Condition.Always _ -> false;
      case fwxlate.packet.Condition.Opaque _ -> false;
      case fwxlate.packet.Condition.Test(var field, ValueSet _) -> field.isAddress();
      case fwxlate.packet.Condition.Not(var inner) -> asks(inner);
      case fwxlate.packet.Condition.AllOf(var all) ->
          all.stream().anyMatch(MapTemplateCommand::asks);
      case fwxlate.packet.Condition.AnyOf(var any) ->
          any.stream().anyMatch(MapTemplateCommand::asks);
    };
  }

  private static void collect(Option option, Rule rule, Map<String, Use> uses) {
    for (var word : option.words()) {
      Matcher matcher = ADDRESS.matcher(word.text());
      while (matcher.find()) {
        String text = matcher.group();
        Optional<Network> network = Network.parse(text.replaceFirst("-.*", ""), Family.IPV4);
        if (network.isEmpty() || isAll(network.get())) {
          continue;
        }
        String shown =
            text.contains("-") ? text : network.get().toString().replaceFirst("/32$", "");
        Use use = uses.computeIfAbsent(shown, _ -> new Use());
        use.lines.add(rule.span().line());
        if (use.first.isEmpty()) {
          use.first = rule.body();
        }
      }
    }
  }

  private static boolean isAll(Network network) {
    return network.addresses() instanceof Ranges ranges && ranges.equals(Ranges.all(32));
  }
}
