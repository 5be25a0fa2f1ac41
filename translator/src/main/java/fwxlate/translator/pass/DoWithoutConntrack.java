package fwxlate.translator.pass;

import fwxlate.analyzer.meaning.Lowering;
import fwxlate.lexicon.Names;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.translator.rule.Refusals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes an IPv4 ruleset without connection tracking, for kernels that cannot track IPv6 (before
/// 2.6.20): what asked for a state asks for flags and ports instead. The translation, and the
/// proof, are then about this ruleset; every rule that became weaker is a finding. Does nothing
/// unless the user wishes it.
public record DoWithoutConntrack() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    if (!draft.options().wishes().noConntrack()) {
      return draft;
    }
    var rewriting = new Rewriting(draft.options().file());
    return draft
        .withSource(draft.source().withChains(rewriting::rewrite), draft.managed())
        .saying(
            rewriting.findings,
            List.of("connection states: the proof is about the rules without them"),
            Set.of());
  }

  private static final class Rewriting {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int ICMP = 1;

    /// Services that hosts ask over UDP: their answers are let in to unprivileged ports.
    private static final List<String> UDP_SERVICES = List.of("53", "123");

    private final String file;
    private final List<Finding> findings = new ArrayList<>();

    private Rewriting(String file) {
      this.file = file;
    }

    private Chain rewrite(Chain chain) {
      var items = new ArrayList<ChainItem>();
      for (ChainItem item : chain.items()) {
        switch (item) {
          case Comment comment -> items.add(comment);
          case Rule rule -> items.addAll(rewrite(rule));
        }
      }
      return chain.withItems(items);
    }

    private List<? extends ChainItem> rewrite(Rule rule) {
      var rest = new ArrayList<Match>();
      Set<CtState> states = EnumSet.allOf(CtState.class);
      for (Match match : rule.matches()) {
        Condition condition = Lowering.meaning(match, Family.IPV4);
        Set<Field> fields = condition.fields();
        if (fields.stream().noneMatch(Rewriting::isAboutFlows)) {
          rest.add(match);
        } else if (fields.equals(Set.of(Field.CT_STATE))) {
          states.removeIf(s -> !condition.holds(Packet.ZERO.with(Field.CT_STATE, s.value())));
        } else {
          leftOut(rule, match);
          return List.of(
              new Comment("# fwxlate: left out, needs connection tracking: " + rule.body()));
        }
      }
      if (states.size() == CtState.values().length) {
        return List.of(rule);
      }
      return stateless(rule, rest, states);
    }

    private static boolean isAboutFlows(Field field) {
      return switch (field) {
        case CT_STATE,
            CT_STATUS,
            CT_DIRECTION,
            CT_PROTOCOL,
            CT_ORIGINAL_SOURCE,
            CT_ORIGINAL_DESTINATION,
            CT_REPLY_SOURCE,
            CT_REPLY_DESTINATION,
            CT_ORIGINAL_SOURCE_PORT,
            CT_ORIGINAL_DESTINATION_PORT,
            CT_REPLY_SOURCE_PORT,
            CT_REPLY_DESTINATION_PORT,
            CT_EXPIRE,
            CONNMARK ->
            true;
        default -> false;
      };
    }

    private List<? extends ChainItem> stateless(Rule rule, List<Match> rest, Set<CtState> states) {
      boolean begins = states.contains(CtState.NEW);
      boolean goesOn = states.contains(CtState.ESTABLISHED);
      boolean related = states.contains(CtState.RELATED);
      if ((begins && goesOn) || states.contains(CtState.UNTRACKED)) {
        weaker(rule, "the state is no longer asked for");
        return List.of(with(rule, rest, Optional.empty(), List.of()));
      }
      Optional<Integer> protocol =
          rule.base()
              .option("-p")
              .filter(o -> !o.negated())
              .flatMap(o -> Names.protocol(o.value()));
      var rules = new ArrayList<Rule>();
      if (begins) {
        weaker(
            rule, "a new connection is told by its SYN, other protocols are no longer told apart");
        rules.add(
            with(
                rule,
                rest,
                Optional.empty(),
                protocol.equals(Optional.of(TCP)) ? syn(false) : List.of()));
      }
      if (goesOn) {
        weaker(
            rule,
            "answers are told by TCP flags, by the ports 53 and 123 of UDP, and as echo replies: who"
                + " forges these gets in");
        if (protocol.isEmpty() || protocol.get() == TCP) {
          rules.add(with(rule, rest, over("tcp", protocol), syn(true)));
        }
        if (protocol.isEmpty() || protocol.get() == UDP) {
          for (String service : UDP_SERVICES) {
            rules.add(
                with(
                    rule,
                    rest,
                    over("udp", protocol),
                    List.of(
                        Match.of(
                            "udp",
                            Option.of("--sport", service),
                            Option.of("--dport", "1024:65535")))));
          }
        }
        if (protocol.isEmpty() || protocol.get() == ICMP) {
          rules.add(with(rule, rest, over("icmp", protocol), icmp("0")));
        }
      }
      if (related && (protocol.isEmpty() || protocol.get() == ICMP)) {
        weaker(rule, "ICMP errors are let in whether they belong to a connection or not");
        for (String type : List.of("3", "11", "12")) {
          rules.add(with(rule, rest, over("icmp", protocol), icmp(type)));
        }
      }
      if (rules.isEmpty()) {
        weaker(rule, "the states it asks for do not exist without connection tracking: left out");
        return List.of(
            new Comment("# fwxlate: left out, needs connection tracking: " + rule.body()));
      }
      return rules;
    }

    private static Optional<Option> over(String protocol, Optional<Integer> given) {
      return given.isPresent() ? Optional.empty() : Optional.of(Option.of("-p", protocol));
    }

    private static List<Match> syn(boolean negated) {
      return List.of(
          Match.of("tcp", Option.of("--tcp-flags", "FIN,SYN,RST,ACK", "SYN").negate(negated)));
    }

    private static List<Match> icmp(String type) {
      return List.of(Match.of("icmp", Option.of("--icmp-type", type)));
    }

    private static Rule with(
        Rule rule, List<Match> rest, Optional<Option> protocol, List<Match> more) {
      Match base = rule.base();
      if (protocol.isPresent()) {
        base = base.with(protocol.get());
      }
      var matches = new ArrayList<Match>(more);
      matches.addAll(rest);
      return new Rule(base, matches, rule.target(), Optional.empty(), rule.span());
    }

    private void leftOut(Rule rule, Match match) {
      String message = "`" + match + "` cannot be asked without connection tracking: left out";
      if (Refusals.isRefusal(rule, Family.IPV4)) {
        report(
            TranslationCodes.REFUSAL_LEFT_OUT,
            rule,
            message + ", and what the rule refuses is not refused");
      } else {
        weaker(rule, message);
      }
    }

    private void weaker(Rule rule, String message) {
      report(TranslationCodes.WEAKER_WITHOUT_CONNTRACK, rule, message);
    }

    private void report(Code code, Rule rule, String message) {
      findings.add(
          new Finding(
              code,
              new Place(file, rule.span(), ""),
              message,
              "use a kernel that tracks IPv6 connections (2.6.20 or later)"));
    }
  }
}
