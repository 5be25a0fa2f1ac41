package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.CtStates;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m cluster`: the share of the flows that falls to a node, by a hash of the source address
/// (xt_cluster.c). No packet without a flow meets it, negated or not.
public record Cluster() implements MatchEntry {
  private static final String TOTAL = "--cluster-total-nodes";
  private static final String NODE = "--cluster-local-node";
  private static final String MASK = "--cluster-local-nodemask";
  private static final String SEED = "--cluster-hash-seed";

  /// XT_CLUSTER_NODES_MAX.
  private static final int MOST = 32;

  private static final Card CARD =
      Card.of("cluster", "the share of the flows that falls to a node of a cluster")
          .options(
              option(NODE, Syntaxes.number(1, MOST)).canNegate(),
              option(MASK, Syntaxes.hex(1, 0xffffffffL, 8)).canNegate(),
              option(TOTAL, Syntaxes.number(1, MOST)),
              option(SEED, Syntaxes.hex(0, 0xffffffffL, 8)))
          .needs(TOTAL)
          .needs(SEED)
          .needsOne(NODE, MASK);

  @Override
  public Card card() {
    return CARD;
  }

  /// A node is printed as the mask of its bit.
  @Override
  public Match canonical(Match match, Family family) {
    Optional<Option> node = match.option(NODE);
    if (node.isEmpty() || match.has(MASK)) {
      return match;
    }
    long bit = 1L << (Numbers.canonical(node.get().value()) - 1);
    var options = new ArrayList<Option>();
    options.add(Option.of(MASK, Syntaxes.hexWord(bit, 8)).negate(node.get().negated()));
    options.addAll(match.without(NODE).options());
    return new Match(match.name(), options);
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    long total = Numbers.canonical(match.value(TOTAL).orElseThrow());
    long mask = mask(match);
    if (mask > MOST && Long.bitCount(mask) > 1) {
      return Optional.of(
          "`" + MASK + "` is at most 32 (the tools bound it like a number of nodes)");
    }
    return mask < 1L << total
        ? Optional.empty()
        : Optional.of("`" + NODE + "` names a node that is not among `" + TOTAL + "`");
  }

  private static long mask(Match match) {
    return Numbers.canonical(match.option(MASK).orElseThrow().value());
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return Condition.allOf(CtStates.exists(), OpaqueMatch.whole(match, Condition.Memory.NONE));
  }

  /// ip6tables takes no mask above 32 (it bounds it like a number of nodes), but prints one.
  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    long mask = mask(match);
    Match loads = match;
    if (mask > MOST && Long.bitCount(mask) == 1) {
      Option node = Option.of(NODE, "" + (Long.numberOfTrailingZeros(mask) + 1));
      var options = new ArrayList<Option>();
      options.add(node.negate(match.option(MASK).orElseThrow().negated()));
      options.addAll(match.without(MASK).options());
      loads = new Match(match.name(), options);
    }
    return Counterpart.becomes(loads)
        .assuming("an IPv6 flow falls to the node that its IPv4 flow falls to");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        cluster(
                "--cluster-total-nodes 2 --cluster-local-node 2"
                    + " --cluster-hash-seed 0xfeedcafe")
            .savedAs(
                "-A INPUT -m cluster --cluster-local-nodemask 0x00000002"
                    + " --cluster-total-nodes 2 --cluster-hash-seed 0xfeedcafe -j ACCEPT")
            .staysTheSame(),
        cluster(
                "! --cluster-local-nodemask 0x00000003 --cluster-total-nodes 3"
                    + " --cluster-hash-seed 0x00000000")
            .staysTheSame(),
        cluster(
                "--cluster-local-nodemask 0x00000020 --cluster-total-nodes 32"
                    + " --cluster-hash-seed 0xffffffff")
            .staysTheSame(),
        cluster("--cluster-total-nodes 32 ! --cluster-local-node 32 --cluster-hash-seed 1")
            .savedAs(
                "-A INPUT -m cluster ! --cluster-local-nodemask 0x80000000"
                    + " --cluster-total-nodes 32 --cluster-hash-seed 0x00000001 -j ACCEPT"),
        cluster(
                "! --cluster-local-nodemask 0x80000000 --cluster-total-nodes 32"
                    + " --cluster-hash-seed 0x00000001")
            .becomes(
                "-A INPUT -m cluster ! --cluster-local-node 32 --cluster-total-nodes 32"
                    + " --cluster-hash-seed 0x00000001 -j ACCEPT")
            .notLoaded(),
        cluster("--cluster-total-nodes 2 --cluster-local-node 3 --cluster-hash-seed 1")
            .refused("no third node"),
        cluster("--cluster-total-nodes 33 --cluster-local-node 3 --cluster-hash-seed 1")
            .refused("too many nodes"),
        cluster("--cluster-total-nodes 2 --cluster-local-node 0 --cluster-hash-seed 1")
            .refused("counted from 1"),
        cluster(
                "--cluster-total-nodes 2 --cluster-local-node 1 --cluster-local-nodemask 1"
                    + " --cluster-hash-seed 1")
            .refused("a node or a mask"),
        cluster(
                "--cluster-local-nodemask 0x00000021 --cluster-total-nodes 32"
                    + " --cluster-hash-seed 1")
            .refused("two bits above 32"),
        cluster("--cluster-total-nodes 2 --cluster-hash-seed 1").refused("no node"),
        cluster("--cluster-total-nodes 2 --cluster-local-node 2").refused("no seed"),
        cluster("--cluster-local-node 2 --cluster-hash-seed 1").refused("no total"));
  }

  private static Example cluster(String options) {
    return Example.v4("-A INPUT -m cluster " + options + " -j ACCEPT");
  }
}
