package fwxlate.grammar;

import fwxlate.packet.Family;
import fwxlate.report.ReadingCodes;
import fwxlate.ruleset.Counters;
import fwxlate.ruleset.Policy;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Span;
import java.util.List;
import java.util.Optional;

/// Reads the words of one line as iptables would (xshared.c, do_parse): a command, and what it
/// takes.
final class CommandReader {
  private final Words words;
  private final Family family;
  private final Problems problems = new Problems();
  private final RuleReader rule;

  CommandReader(
      List<Argument> arguments, Optional<Counters> counters, int line, Surroundings around) {
    this.words = new Words(arguments, problems);
    this.family = around.family();
    var span = new Span(line, arguments.getFirst().start(), arguments.getLast().end());
    this.rule = new RuleReader(words, counters, span, around, problems);
  }

  Problems problems() {
    return problems;
  }

  /// The words of the line; what stuck together is cut.
  List<Argument> words() {
    return words.all();
  }

  /// The rule of the line, for what is to be said of it.
  RuleReader rule() {
    return rule;
  }

  /// The whole line; nothing is to be done with it if there are [#problems()].
  Command read() {
    Optional<Family> only = family(words.peek());
    if (only.isPresent() && words.left() > 1) {
      words.take();
      if (only.get() != family) {
        return new Command.Nothing();
      }
    }
    Argument first = words.take();
    return switch (first.text()) {
      case "-A", "--append" -> append(words.next(first, "a chain"));
      case "-I", "--insert" -> insert(first);
      case "-R", "--replace" -> replace(first);
      case "-D", "--delete" -> delete(first);
      case "-C", "--check" -> check(first);
      case "-N", "--new-chain", "--new" -> newChain(first);
      case "-X", "--delete-chain" -> new Command.DeleteChain(last());
      case "-F", "--flush" -> new Command.Flush(last());
      case "-P", "--policy" -> policy(first);
      case "-E", "--rename-chain" -> rename(first);
      case "-h", "--help", "-V", "--version" -> new Command.Stop(first);
      // what only prints or counts changes no rule
      case "-Z", "--zero", "-L", "--list", "-S", "--list-rules" -> new Command.Nothing();
      case String text when text.startsWith("--append=") ->
          append(Optional.of(first.from("--append=".length())));
      default -> unknown(first);
    };
  }

  /// The family that a line names before its command.
  private static Optional<Family> family(Argument first) {
    return switch (first.text()) {
      case "-4", "--ipv4" -> Optional.of(Family.IPV4);
      case "-6", "--ipv6" -> Optional.of(Family.IPV6);
      default -> Optional.empty();
    };
  }

  /// Whether there is nothing to be done: the chain lacks, or the rule is of the other family.
  private boolean isNothing(Optional<Argument> chain) {
    return chain.isEmpty() || rule.isForOtherFamily();
  }

  private Command append(Optional<Argument> chain) {
    List<Rule> rules = rule.rules();
    return isNothing(chain) ? new Command.Nothing() : new Command.Append(chain.get(), rules);
  }

  private Command insert(Argument first) {
    Optional<Argument> chain = words.next(first, "a chain");
    int number = words.number().orElse(1);
    List<Rule> rules = rule.rules();
    return isNothing(chain)
        ? new Command.Nothing()
        : new Command.Insert(chain.get(), number, rules);
  }

  private Command replace(Argument first) {
    Optional<Argument> chain = words.next(first, "a chain");
    Optional<Integer> number = words.number();
    if (number.isEmpty()) {
      problems.missing(first, "a rule number");
    }
    List<Rule> rules = rule.rules();
    return isNothing(chain)
        ? new Command.Nothing()
        : new Command.Replace(chain.get(), number.orElse(1), rules);
  }

  private Command delete(Argument first) {
    Optional<Argument> chain = words.next(first, "a chain");
    Optional<Integer> number = words.number();
    if (number.isPresent()) {
      end();
    }
    List<Rule> rules = number.isPresent() ? List.of() : rule.rules();
    return isNothing(chain)
        ? new Command.Nothing()
        : new Command.Delete(chain.get(), number, rules);
  }

  private Command check(Argument first) {
    Optional<Argument> chain = words.next(first, "a chain");
    List<Rule> rules = rule.rules();
    return isNothing(chain) ? new Command.Nothing() : new Command.Check(chain.get(), rules);
  }

  private Command newChain(Argument first) {
    Optional<Argument> chain = words.next(first, "a chain");
    end();
    return chain.<Command>map(Command.NewChain::new).orElseGet(Command.Nothing::new);
  }

  private Command rename(Argument first) {
    Optional<Argument> from = words.next(first, "a chain");
    Optional<Argument> to = words.next(first, "a name");
    end();
    return from.isEmpty() || to.isEmpty()
        ? new Command.Nothing()
        : new Command.Rename(from.get(), to.get());
  }

  private Command policy(Argument first) {
    Optional<Argument> chain = words.next(first, "a chain");
    Optional<Argument> policy = words.next(first, "a policy");
    end();
    if (chain.isEmpty() || policy.isEmpty()) {
      return new Command.Nothing();
    }
    return switch (policy.get().text()) {
      case "ACCEPT" -> new Command.SetPolicy(chain.get(), Policy.ACCEPT);
      case "DROP" -> new Command.SetPolicy(chain.get(), Policy.DROP);
      default -> {
        problems.at(
            ReadingCodes.BAD_CHAIN,
            policy.get(),
            "`" + policy.get().text() + "` is not a policy",
            "write ACCEPT or DROP");
        yield new Command.Nothing();
      }
    };
  }

  /// A chain that may follow, and after which the line ends.
  private Optional<Argument> last() {
    Optional<Argument> chain = words.maybe();
    end();
    return chain;
  }

  private void end() {
    if (words.more()) {
      problems.at(
          ReadingCodes.UNKNOWN_OPTION,
          words.peek(),
          "`" + words.peek().text() + "` does not belong here",
          "take it out");
    }
  }

  private Command unknown(Argument first) {
    problems.at(
        ReadingCodes.UNREADABLE_LINE,
        first,
        "`" + first.text() + "` is not how a line of a rules file begins",
        "begin it with `-A CHAIN`, or with `#` if it is a remark");
    return new Command.Nothing();
  }
}
