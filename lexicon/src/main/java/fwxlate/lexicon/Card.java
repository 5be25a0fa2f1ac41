package fwxlate.lexicon;

import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Options;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// What there is to say of an extension as data.
///
/// @param summary one line for the manual: what it asks or does
/// @param placement where the kernel takes it
/// @param demands what it asks of the options given to it
/// @param isShipped whether iptables 1.8.9 comes with it; not so those of old kernels, and those
///   that somebody installs beside it (xtables-addons and others)
/// @param tools what only one of the two tools takes of it, or what neither takes as it comes
public record Card(
    Spelling spelling,
    String summary,
    Placement placement,
    List<Demand> demands,
    boolean isShipped,
    List<Function<Options, List<ToolDifference>>> tools) {
  public Card {
    demands = List.copyOf(demands);
    tools = List.copyOf(tools);
  }

  /// An extension of both families that comes with iptables, without options, taken everywhere.
  ///
  /// @param name after `-m` or `-j`
  public static Card of(String name, String summary) {
    var both = Set.of(Family.IPV4, Family.IPV6);
    var spelling = new Spelling(name, List.of(), both, Set.of(), false, List.of());
    return new Card(spelling, summary, Placement.ANYWHERE, List.of(), true, List.of());
  }

  /// The same, with these options, in the order in which the savers print them.
  public Card options(OptionSpelling... options) {
    return options(List.of(options));
  }

  public Card options(List<OptionSpelling> options) {
    return with(spelling.with(options));
  }

  /// The same, where the savers print the options in the order given.
  public Card inGivenOrder() {
    return with(spelling.inGivenOrder());
  }

  /// The same, by other names that the tools accept and print back as the first.
  public Card alias(String... others) {
    return with(spelling.alias(others));
  }

  /// The same, of one family only.
  public Card only(Family family) {
    return with(spelling.only(family));
  }

  /// The same, for rules whose `-p` names one of these protocols.
  public Card protocols(Integer... protocols) {
    return with(spelling.needs(protocols));
  }

  /// The same, in these tables only.
  public Card in(String... tables) {
    return with(new Placement(Set.of(tables), placement.chains()));
  }

  /// The same, in these built-in chains only.
  public Card from(String... chains) {
    return with(placement.from(chains));
  }

  /// The same, and one of these options must be there, or several.
  public Card needs(String... options) {
    return with(new Demand.AnyOf(List.of(options)));
  }

  /// The same, and exactly one of these options must be there.
  public Card needsOne(String... options) {
    return needs(options).excludes(options);
  }

  /// The same, and two of these options may not stand together.
  public Card excludes(String... options) {
    return with(new Demand.OneAtMost(List.of(options)));
  }

  /// The same, and the option stands only beside the other.
  public Card needsBeside(String option, String other) {
    return with(new Demand.Beside(option, other));
  }

  /// The same, but iptables 1.8.9 does not come with it.
  public Card notShipped() {
    return new Card(spelling, summary, placement, demands, false, tools);
  }

  /// The same, and a tool makes this of it, whatever its options.
  public Card differs(ToolDifference difference) {
    return differs(_ -> List.of(difference));
  }

  /// The same, and a tool makes this of it where the option stands.
  public Card differs(String option, ToolDifference difference) {
    return differs(given -> given.has(option) ? List.of(difference) : List.of());
  }

  /// The same, and tools make of it what this finds.
  public Card differs(Function<Options, List<ToolDifference>> found) {
    return new Card(
        spelling,
        summary,
        placement,
        demands,
        isShipped,
        Stream.concat(tools.stream(), Stream.of(found)).toList());
  }

  private Card with(Spelling other) {
    return new Card(other, summary, placement, demands, isShipped, tools);
  }

  private Card with(Placement other) {
    return new Card(spelling, summary, other, demands, isShipped, tools);
  }

  private Card with(Demand demand) {
    return new Card(
        spelling,
        summary,
        placement,
        Stream.concat(demands.stream(), Stream.of(demand)).toList(),
        isShipped,
        tools);
  }

  public String name() {
    return spelling.name();
  }

  /// The first demand that is not met.
  Optional<String> problem(Options given) {
    return demands.stream().flatMap(d -> d.problem(given).stream()).findFirst();
  }

  /// What the tools make of these options in different ways.
  List<ToolDifference> differences(Options given) {
    var all = new ArrayList<ToolDifference>();
    if (!isShipped) {
      all.add(isNotShipped(given));
    }
    tools.forEach(found -> all.addAll(found.apply(given)));
    return List.copyOf(all);
  }

  private static ToolDifference isNotShipped(Options given) {
    String kind =
        switch (given) {
          case Match _ -> "match";
          case Target.Call _ -> "target";
        };
    return new ToolDifference(
        ReadingCodes.EXTENSION_NOT_SHIPPED,
        given.name(),
        "iptables 1.8.9 ships no "
            + kind
            + " `"
            + given.name()
            + "`: the file loads only where somebody has installed it",
        "look with `iptables " + flag(given) + " --help` on the host in question",
        true);
  }

  /// `-m NAME` or `-j NAME`.
  private static String flag(Options given) {
    return switch (given) {
      case Match match -> "-m " + match.name();
      case Target.Call call -> "-j " + call.name();
    };
  }

  /// What an extension asks of the options given to it, beyond what the syntax of each says.
  public sealed interface Demand {
    /// What is wrong with the options: lower case, one sentence.
    Optional<String> problem(Options given);

    /// One of these must be there, or several.
    record AnyOf(List<String> options) implements Demand {
      public AnyOf {
        options = List.copyOf(options);
      }

      @Override
      public Optional<String> problem(Options given) {
        return options.stream().anyMatch(given::has)
            ? Optional.empty()
            : Optional.of(
                "`"
                    + flag(given)
                    + "` needs "
                    + (options.size() > 1 ? "one of " : "")
                    + "`"
                    + String.join("`, `", options)
                    + "`");
      }
    }

    /// Two of these may not stand together.
    record OneAtMost(List<String> options) implements Demand {
      public OneAtMost {
        options = List.copyOf(options);
      }

      @Override
      public Optional<String> problem(Options given) {
        List<String> together =
            given.options().stream()
                .map(Option::name)
                .filter(options::contains)
                .distinct()
                .limit(2)
                .toList();
        return together.size() < 2
            ? Optional.empty()
            : Optional.of("`" + String.join("` and `", together) + "` exclude each other");
      }
    }

    /// The one stands only where the other does.
    record Beside(String option, String other) implements Demand {
      @Override
      public Optional<String> problem(Options given) {
        return given.has(option) && !given.has(other)
            ? Optional.of("`" + option + "` needs `" + other + "`")
            : Optional.empty();
      }
    }
  }
}
