package fwxlate.translator.pass;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.TableQuestion;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Lowering;
import fwxlate.analyzer.meaning.Packets;
import fwxlate.analyzer.meaning.RuleRef;
import fwxlate.analyzer.meaning.Slice;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Packet;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.Hook;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import fwxlate.ruleset.Target;
import fwxlate.translator.correspondence.AllowedDifference;
import fwxlate.translator.pass.DraftTable.Line;
import fwxlate.translator.rule.BehindRedirection;
import fwxlate.translator.rule.BehindRedirection.Left;
import fwxlate.translator.rule.RuleTranslator;
import fwxlate.translator.theorem.Needs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Opens what port forwards let in where the nat table is left out: a port forward becomes an
/// accept to the inside host, as far as IPv4 lets the forwarded packets through for certain; hosts
/// that masquerading had hidden and that become reachable are named. Afterwards each accept is a
/// declared difference.
public record OpenForwards() implements Pass {
  private static final String FORWARD = Hook.FORWARD.name();

  /// DNAT in [Field#CT_STATUS].
  private static final int DNAT = 32;

  /// Fields in which a redirected flow differs from one that is not.
  private static final Set<Field> TELL_REDIRECTED =
      EnumSet.of(
          Field.CT_STATUS,
          Field.CT_ORIGINAL_DESTINATION,
          Field.CT_ORIGINAL_DESTINATION_PORT,
          Field.CT_REPLY_SOURCE,
          Field.CT_REPLY_SOURCE_PORT);

  @Override
  public Draft apply(Draft draft) {
    Optional<Table> nat =
        draft.source().table("nat").filter(t -> draft.options().wishes().leavesOut(t.name()));
    Optional<DraftTable> filter =
        draft.tables().stream().filter(t -> t.name().equals("filter")).findFirst();
    if (nat.isEmpty() || filter.isEmpty()) {
      return draft;
    }
    var opening = new Forwards(draft, filter.get());
    opening.open(translations(nat.get(), draft.ground().rules()));
    return draft
        .withTable("filter", t -> t.withFirst(FORWARD, opening.opened).allowing(opening.allowed))
        .saying(opening.findings);
  }

  /// A rule that translates addresses.
  private record NatRule(RuleRef ref, Rule rule, Translates what) {}

  private static List<NatRule> translations(Table nat, RuleTranslator rules) {
    var translations = new ArrayList<NatRule>();
    for (Chain chain : nat.chains()) {
      List<Rule> all = chain.rules();
      for (int i = 0; i < all.size(); i++) {
        Rule rule = all.get(i);
        RuleRef ref = new RuleRef(nat.name(), chain.name(), i);
        rule.target()
            .flatMap(rules::translates)
            .ifPresent(what -> translations.add(new NatRule(ref, rule, what)));
      }
    }
    return translations;
  }

  /// What redirected packets meet next in IPv4.
  ///
  /// @param filter the filter table, if there is one
  /// @param written what rules may write between the redirection and FORWARD, in IPv4 or in IPv6,
  ///   which has no nat table
  private record Behind(Optional<Lowered> filter, Set<Field> written) {
    static Behind in(Ruleset v4, Ipsets known) {
      var written = new HashSet<Field>();
      for (Map.Entry<String, Hook> chain :
          Map.of("nat", Hook.PREROUTING, "mangle", Hook.FORWARD).entrySet()) {
        lowered(v4, chain.getKey(), known)
            .ifPresent(t -> written.addAll(t.writtenIn(chain.getValue().name())));
      }
      // what the redirection itself writes
      written.removeAll(Set.of(Field.DESTINATION, Field.DESTINATION_PORT));
      return new Behind(lowered(v4, "filter", known), written);
    }

    private static Optional<Lowered> lowered(Ruleset v4, String table, Ipsets known) {
      return v4.table(table).map(t -> Lowering.lower(t, Family.IPV4, Lowering.OWN.knowing(known)));
    }

    /// Whether a rule of the filter table tells redirected flows from others.
    boolean asksForRedirection() {
      return filter.stream()
          .flatMap(t -> t.conditions().stream())
          .anyMatch(c -> !Collections.disjoint(c.fields(), TELL_REDIRECTED));
    }
  }

  private static final class Forwards {
    private final Draft draft;
    private final DraftTable filter;
    private final Ruleset v4;
    private final RuleTranslator rules;
    private final Ipsets known;
    private final List<Line> opened = new ArrayList<>();
    private final List<AllowedDifference> allowed = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Forwards(Draft draft, DraftTable filter) {
      this.draft = draft;
      this.filter = filter;
      this.v4 = draft.source();
      this.rules = draft.ground().rules();
      this.known = draft.ground().sets().known();
    }

    void open(List<NatRule> translations) {
      hidden(translations);
      if (translations.stream().noneMatch(one -> one.what instanceof Translates.Destination)) {
        return;
      }
      var behind = Behind.in(v4, known);
      for (NatRule one : translations) {
        if (one.what instanceof Translates.Destination destination) {
          forward(one, destination, behind);
        }
      }
    }

    // ---- port forwards

    private void forward(NatRule one, Translates.Destination destination, Behind behind) {
      if (destination.v4().isEmpty()) {
        // only the port changes: the packet stays with this host, where no NAT is needed
        return;
      }
      if (destination.v6().isEmpty()) {
        report(
            TranslationCodes.FORWARD_NOT_MAPPED,
            one.rule,
            "the port forward is left out: no IPv6 address stands for "
                + text(destination.v4(), Family.IPV4),
            "--map " + text(destination.v4(), Family.IPV4) + "=2001:db8::5");
        return;
      }
      boolean ports = destination.ports().isPresent();
      switch (BehindRedirection.inIpv6(ports, behind.written, known).of(one.rule.matches())) {
        case Left.Mixed(Match match) ->
            report(
                TranslationCodes.FORWARD_NOT_MAPPED,
                one.rule,
                "the port forward is left out: `"
                    + match
                    + "` asks of the packet what is not so any more in FORWARD",
                "accept its packets in FORWARD by hand");
        case Left.Rest(List<Match> rest) -> forward(one, destination, behind, rest);
      }
    }

    /// @param rest what is asked of the packets in IPv6
    private void forward(
        NatRule one, Translates.Destination destination, Behind behind, List<Match> rest) {
      boolean ports = destination.ports().isPresent();
      Left left = BehindRedirection.inIpv4(ports, behind.written, known).of(one.rule.matches());
      List<Match> rest4 = left instanceof Left.Rest(List<Match> matches) ? matches : rest;
      List<Match> matches4 = inside(one.rule.base(), rest4, destination, Family.IPV4);
      // who is not redirected goes where it wanted to: the old destination is not asked of it
      boolean anyway =
          letThrough(behind, inside(one.rule.base(), rest, destination, Family.IPV4), false);
      if (!anyway && !behind.asksForRedirection()) {
        // what FORWARD does with them it does with their counterparts, which are not redirected
        report(
            TranslationCodes.NAT_LEFT_OUT,
            one.rule,
            "the port forward needs no rule of its own: FORWARD decides about "
                + text(destination.v6(), Family.IPV6)
                + " as about "
                + text(destination.v4(), Family.IPV4),
            "give the IPv6 address to who uses the service");
        return;
      }
      if (!anyway && !(letThrough(behind, matches4, true) && decidesAlone(one, destination))) {
        report(
            TranslationCodes.FORWARD_NOT_MAPPED,
            one.rule,
            "the port forward is left out: it is not certain that FORWARD lets all its packets"
                + " through in IPv4",
            "accept them in FORWARD by the inside host's address if they should get through");
        return;
      }
      Rule anywhere = new Rule(one.rule.base().without("-d"), rest, Target.call("ACCEPT"));
      switch (rules.translate(anywhere)) {
        case RuleTranslator.Result.Rules(List<RuleTranslator.Made> made, _)
            when made.stream().allMatch(m -> m.except().isEmpty()) ->
            made.forEach(m -> accept(one, m.rule(), destination));
        case RuleTranslator.Result.LeftOut(Reason why) ->
            report(
                TranslationCodes.FORWARD_NOT_MAPPED,
                one.rule,
                "the port forward is left out: " + why.text(),
                TranslateRules.help(why));
        case RuleTranslator.Result.Rules _,
            RuleTranslator.Result.Nat _,
            RuleTranslator.Result.NoTarget _ ->
            report(
                TranslationCodes.FORWARD_NOT_MAPPED,
                one.rule,
                "the port forward is left out: its condition needs a chain of its own in IPv6",
                "accept its packets in FORWARD by hand");
      }
    }

    /// @param packets the translated rule, without where its packets go
    private void accept(NatRule one, Rule packets, Translates.Destination destination) {
      List<Match> matches6 = inside(packets.base(), packets.matches(), destination, Family.IPV6);
      var withRemark = new ArrayList<>(matches6.subList(1, matches6.size()));
      withRemark.add(Needs.comment("fwxlate:FWD port forward of line " + one.rule.span().line()));
      Rule accept = new Rule(matches6.getFirst(), withRemark, Target.call("ACCEPT"));
      opened.add(Line.inserted(accept, "FWD"));
      allowed.add(
          new AllowedDifference(
              "FWD",
              "filter",
              Hook.FORWARD,
              Lowering.condition(matches6, Family.IPV6, known),
              "port forward to " + text(destination.v6(), Family.IPV6),
              "DNAT in " + draft.options().file() + ":" + one.rule.span().line()));
    }

    /// The packets of a port forward as FORWARD sees them: at the inside host's address and port.
    private static List<Match> inside(
        Match given, List<Match> rest, Translates.Destination destination, Family family) {
      var base = new ArrayList<>(given.without("-d").options());
      var matches = new ArrayList<Match>();
      Ranges there = family == Family.IPV4 ? destination.v4() : destination.v6();
      List<Network> networks = Network.prefixes(family, there);
      if (networks.size() == 1) {
        base.add(Option.of("-d", networks.getFirst().toString()));
      } else {
        Range range = there.ranges().getFirst();
        matches.add(
            Match.of(
                "iprange",
                Option.of(
                    "--dst-range",
                    Addresses.toString(range.first(), family)
                        + "-"
                        + Addresses.toString(range.last(), family))));
      }
      matches.addAll(rest);
      destination
          .ports()
          .flatMap(ports ->
              given
                  .value("-p")
                  .map(protocol ->
                      Match.of(protocol, Option.of("--dport", ports.toString().replace('-', ':')))))
          .ifPresent(matches::add);
      base.sort(
          Comparator.comparingInt(o -> List.of("-s", "-d", "-i", "-o", "-p").indexOf(o.name())));
      var all = new ArrayList<Match>();
      all.add(new Match(Match.BASE, base));
      all.addAll(matches);
      return all;
    }

    /// Whether just the packets that the rule names are redirected: it stands in PREROUTING, which
    /// all forwarded packets meet, no rule before it decides any of them, and some come for another
    /// destination than the one that they are sent to.
    private boolean decidesAlone(NatRule one, Translates.Destination destination) {
      Optional<Chain> chain =
          v4.table(one.ref.table())
              .flatMap(t -> t.chain(one.ref.chain()))
              .filter(c -> c.name().equals(Hook.PREROUTING.name()));
      if (chain.isEmpty()) {
        return false;
      }
      Condition own = Lowering.condition(one.rule.allMatches(), Family.IPV4, known);
      var before = new ArrayList<Condition>();
      for (Rule rule : chain.get().rules().subList(0, one.ref.index())) {
        if (rule.target().isPresent()) {
          before.add(Lowering.condition(rule.allMatches(), Family.IPV4, known));
        }
      }
      Condition there =
          Condition.allOf(
              Condition.test(Field.DESTINATION, destination.v4()),
              destination
                  .ports()
                  .map(p -> Condition.test(Field.DESTINATION_PORT, Ranges.of(p)))
                  .orElse(Condition.always()));
      return isNobody(Condition.allOf(own, Condition.anyOf(before)))
          && isSomebody(Condition.allOf(own, Condition.not(there)));
    }

    private boolean isNobody(Condition packets) {
      return ask(new Lowered("none", Map.of()), Family.IPV4, packets, (_, set) -> set.isEmpty());
    }

    private boolean isSomebody(Condition packets) {
      return ask(new Lowered("none", Map.of()), Family.IPV4, packets, (_, set) -> !set.isEmpty());
    }

    /// Whether FORWARD accepts all these packets in IPv4, as new connections.
    ///
    /// @param redirected whether the flow is known to be redirected (`--ctstate DNAT`)
    private boolean letThrough(Behind behind, List<Match> packets, boolean redirected) {
      if (behind.filter.isEmpty()) {
        return true;
      }
      Condition asked =
          Condition.allOf(
              Lowering.condition(packets, Family.IPV4, known),
              state(),
              Condition.test(Field.CT_STATUS, redirected ? DNAT : 0),
              Condition.test(Field.FRAGMENT, 0));
      return ask(
          behind.filter.get(),
          Family.IPV4,
          asked,
          (table, set) -> set.minus(table.verdicts(Hook.FORWARD).accepted()).isEmpty());
    }

    private static Condition state() {
      return Condition.test(Field.CT_STATE, CtState.NEW.value());
    }

    // ---- hosts that were hidden

    private void hidden(List<NatRule> translations) {
      Lowered lowered = Lowering.lower(filter.table(), Family.IPV6, Lowering.OWN.knowing(known));
      Set<String> said = new HashSet<>();
      for (NatRule one : translations) {
        if (!(one.what instanceof Translates.Source) || !lowered.chains().containsKey(FORWARD)) {
          continue;
        }
        Optional<String> outside = one.rule.base().value("-o");
        Optional<String> inside = one.rule.base().value("-s");
        boolean hairpin = inside.isPresent() && inside.equals(one.rule.base().value("-d"));
        if (hairpin || !said.add(one.rule.base().without("-i").toString())) {
          continue;
        }
        Condition from =
            Condition.allOf(
                backwards(one.rule.base()),
                state(),
                // without a nat table nothing is ever redirected
                Condition.test(Field.CT_STATUS, 0, 15),
                Condition.test(Field.PROTOCOL, 6),
                Condition.test(Field.FRAGMENT, 0));
        reaches(lowered, from)
            .ifPresent(certainty ->
                report(
                    TranslationCodes.HOSTS_REACHABLE,
                    one.rule,
                    "the hosts that this rule hides"
                        + inside.map(s -> " (" + s + ")").orElse("")
                        + " are reachable on IPv6"
                        + outside.map(o -> " from " + o).orElse("")
                        + ", "
                        + certainty,
                    outside
                        .map(o -> "-A FORWARD -i " + o + " -m conntrack --ctstate NEW -j DROP")
                        .orElse("accept only replies in FORWARD")));
      }
    }

    /// The IPv6 packets that go the other way, as far as it is known which these are.
    private Condition backwards(Match base) {
      var all = new ArrayList<Condition>();
      for (Option option : base.options()) {
        Optional<String> name =
            switch (option.name()) {
              case "-s" -> Optional.of("-d");
              case "-d" -> Optional.of("-s");
              case "-o" -> Optional.of("-i");
              default -> Optional.empty();
            };
        if (name.isEmpty()) {
          continue;
        }
        Match turned =
            new Match(
                Match.BASE, List.of(new Option(name.get(), option.negated(), option.words())));
        var images =
            rules.counterpart(turned).alternatives().stream()
                .map(a -> Lowering.condition(a.matches(), Family.IPV6))
                .toList();
        if (!images.isEmpty()) {
          all.add(Condition.anyOf(images));
        }
      }
      return Condition.allOf(all);
    }

    /// How certain it is that some packet gets through; nothing if it is certain that none does.
    private Optional<String> reaches(Lowered lowered, Condition from) {
      var found = new ArrayList<Packet>();
      boolean none =
          ask(
              lowered,
              Family.IPV6,
              from,
              (table, set) -> {
                PacketSet open = set.and(table.verdicts(Hook.FORWARD).accepted());
                if (!open.isEmpty()) {
                  Packet wish = Packets.WISH6.with(Field.DESTINATION_PORT, Unsigned128.of(22));
                  found.add(table.example(open, wish));
                }
                return open.isEmpty();
              });
      if (none) {
        return Optional.empty();
      }
      return Optional.of(
          found.isEmpty()
              ? "as far as is known: the rules are too many to find an example"
              : "for instance `" + Packets.toString(found.getFirst(), Family.IPV6) + "`");
    }

    /// Asks whether something is certain of packets in FORWARD; what is not known is not.
    private boolean ask(
        Lowered table,
        Family family,
        Condition packets,
        BiPredicate<TableQuestion, PacketSet> question) {
      return TableQuestion.ask(
              new TableQuestion.Subject(
                  Slice.of(table, List.of(packets)), family, List.of(Hook.FORWARD)),
              List.of(packets),
              draft.options().budget(),
              asked -> question.test(asked, asked.at(Hook.FORWARD).and(asked.where(packets))))
          .orWorst(_ -> false);
    }

    private void report(Code code, Rule rule, String message, String help) {
      findings.add(
          new Finding(code, new Place(draft.options().file(), rule.span(), ""), message, help));
    }

    private static String text(Ranges addresses, Family family) {
      List<Network> networks = Network.prefixes(family, addresses);
      return networks.size() == 1
          ? networks.getFirst().toString().replaceFirst("/(32|128)$", "")
          : addresses.ranges().stream()
              .map(r ->
                  Addresses.toString(r.first(), family)
                      + "-"
                      + Addresses.toString(r.last(), family))
              .reduce((a, b) -> a + "," + b)
              .orElse("");
    }
  }
}
