package fwxlate.lexicon.match.unshipped;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.match.part.OpaqueMatch;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import java.util.ArrayList;
import java.util.List;

/// `-m account`: counts the packets of a network's hosts, up to Linux 2.6.22 (ipt_account.c).
public record AccountMatch() implements MatchEntry {
  private static final String NETWORK = "--aaddr";
  private static final String NAME = "--aname";
  private static final String SHORT = "--ashort";

  /// Bytes of the longest name (IPT_ACCOUNT_NAME_LEN - 1).
  private static final int LONGEST = 63;

  private static final Card CARD =
      Card.of("account", "counts the packets of a network's hosts (historic)")
          .only(Family.IPV4)
          .notShipped()
          .options(
              option(NETWORK, Syntaxes.word("network/mask", AccountMatch::network)),
              option(NAME, Syntaxes.fileName(LONGEST)),
              flag(SHORT))
          .needs(NETWORK);

  @Override
  public Card card() {
    return CARD;
  }

  /// Printed with a mask in dots. Bits outside the mask are refused, and masks with holes.
  private static Syntax.Parsed network(String text, Family family) {
    String address = text.split("/", 2)[0];
    return Network.parse(text, family)
        .filter(n -> n.prefixLength().isPresent() && n.toString().startsWith(address + "/"))
        .map(n ->
            Syntax.Parsed.of(
                address
                    + "/"
                    + Addresses.toString(
                        Network.prefixMask(family, n.prefixLength().orElseThrow()), family)))
        .orElseGet(() ->
            Syntaxes.refused(
                "is not a network", "write `address/bits`, where no bit outside them is set"));
  }

  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    match.option(NETWORK).ifPresent(options::add);
    options.add(match.option(NAME).orElseGet(() -> Option.of(NAME, "DEFAULT")));
    match.option(SHORT).ifPresent(options::add);
    return new Match(match.name(), options);
  }

  @Override
  public Condition meaning(Match match, Family family) {
    return OpaqueMatch.whole(match, Condition.Memory.PER_RULE);
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.never("`-m account` keeps tables of IPv4 hosts only");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A FORWARD -m account --aaddr 192.0.2.0/24 -j ACCEPT")
            .savedAs(
                "-A FORWARD -m account --aaddr 192.0.2.0/255.255.255.0 --aname DEFAULT -j ACCEPT")
            .hasNoCounterpart()
            .notLoaded(),
        Example.v4("-A FORWARD -m account --ashort --aname lan --aaddr 192.0.2.1 -j ACCEPT")
            .savedAs(
                "-A FORWARD -m account --aaddr 192.0.2.1/255.255.255.255 --aname lan --ashort"
                    + " -j ACCEPT")
            .notLoaded(),
        Example.v4("-A FORWARD -m account --aaddr 192.0.2.1/24 -j ACCEPT")
            .refused("a bit outside the mask"),
        Example.v4("-A FORWARD -m account --aaddr 192.0.2.0/33 -j ACCEPT").refused("33 bits"),
        Example.v4("-A FORWARD -m account --aname lan -j ACCEPT").refused("no network"));
  }
}
