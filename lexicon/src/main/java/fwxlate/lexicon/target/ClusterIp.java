package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import fwxlate.ruleset.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `-j CLUSTERIP`: one of several hosts with one address takes the packet, the others drop it
/// (ipt_CLUSTERIP.c, until Linux 6.6; the nodes share a multicast link layer address by ARP). A
/// rule without options is about an address that another rule has made known.
public record ClusterIp() implements TargetEntry {
  private static final String MODE = "--hashmode";
  private static final String MAC = "--clustermac";
  private static final String NODES = "--total-nodes";
  private static final String NODE = "--local-node";
  private static final String START = "--hash-init";

  /// What stands together, or not at all.
  private static final List<String> WHOLE = List.of("--new", MODE, MAC, NODES, NODE);

  private static final Card CARD =
      Card.of(
              "CLUSTERIP",
              "one of several hosts with one address takes the packet, the others drop it")
          .only(Family.IPV4)
          .from("INPUT")
          .options(
              flag("--new"),
              option(
                  MODE,
                  Syntaxes.choice(
                      false, "sourceip", "sourceip-sourceport", "sourceip-sourceport-destport")),
              option(MAC, Syntaxes.word("xx:xx:xx:xx:xx:xx", ClusterIp::mac)),
              option(NODES, Syntaxes.number(0, 16)),
              option(NODE, Syntaxes.number(0, 16)),
              option(START, Syntaxes.number(0, 0xffffffffL)));

  @Override
  public Card card() {
    return CARD;
  }

  /// A multicast address, in capitals.
  private static Syntax.Parsed mac(String text, Family family) {
    return switch (Syntaxes.MAC.read(List.of(Word.of(text)), family)) {
      case Syntax.Parsed.Value(List<Word> words)
          when (Long.parseLong(words.getFirst().text().substring(0, 2), 16) & 1) == 1 ->
          Syntax.Parsed.of(words.getFirst().text().toUpperCase(Locale.ROOT));
      default ->
          Syntaxes.refused(
              "is not a multicast link layer address", "write six bytes, the first of them odd");
    };
  }

  /// `--hash-init` is always printed.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    if (!target.has("--new") || target.has(START)) {
      return target;
    }
    var options = new ArrayList<>(target.options());
    options.add(Option.of(START, "0"));
    return new Target.Call(target.name(), options);
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return target.options().isEmpty()
        ? Optional.empty()
        : WHOLE.stream()
            .filter(o -> !target.has(o))
            .findFirst()
            .map(missing -> "`-j CLUSTERIP` needs `" + missing + "`");
  }

  /// Drops the packet or goes on, by a hash that only the kernel knows.
  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Unknown(target.toString());
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    return TargetCounterpart.none(
        "IPv6 has no CLUSTERIP: `-m cluster` with addresses that all nodes have does its work");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4(
                "-A INPUT -d 192.0.2.5/32 -i eth0 -j CLUSTERIP --new --hashmode sourceip --clustermac 01:00:5e:00:53:01 --total-nodes 16 --local-node 16")
            .savedAs(
                "-A INPUT -d 192.0.2.5/32 -i eth0 -j CLUSTERIP --new --hashmode sourceip --clustermac 01:00:5E:00:53:01 --total-nodes 16 --local-node 16 --hash-init 0")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4(
                "-A INPUT -d 192.0.2.5/32 -i eth0 -j CLUSTERIP --new --hashmode sourceip-sourceport-destport --clustermac 01:AA:00:00:53:D7 --total-nodes 2 --local-node 1 --hash-init 4294967295")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A INPUT -d 192.0.2.5/32 -j CLUSTERIP").hasNoCounterpart().notLoaded(),
        Example.v4("-A INPUT -d 192.0.2.5/32 -j CLUSTERIP --new").refused("too few options"),
        Example.v4("-A INPUT -d 192.0.2.5/32 -j CLUSTERIP --hash-init 3").refused("not new"),
        Example.v4(
                "-A INPUT -d 192.0.2.5/32 -i eth0 -j CLUSTERIP --new --hashmode sourceip --clustermac 00:00:5e:00:53:01 --total-nodes 2 --local-node 1")
            .refused("not multicast"),
        Example.v4(
                "-A INPUT -d 192.0.2.5/32 -i eth0 -j CLUSTERIP --new --hashmode sourceip --clustermac 01:00:5e:00:53:01 --total-nodes 17 --local-node 1")
            .refused("too many nodes"),
        Example.v4(
                "-A INPUT -d 192.0.2.5/32 -i eth0 -j CLUSTERIP --new --hashmode dest --clustermac 01:00:5e:00:53:01 --total-nodes 2 --local-node 1")
            .refused("no such mode"));
  }
}
