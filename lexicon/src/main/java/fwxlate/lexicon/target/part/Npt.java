package fwxlate.lexicon.target.part;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Family;

/// What the two targets of prefix translation share (ip6t_NPT.c): both prefixes have at most 64
/// bits and no bits beyond those. The savers print nothing of `::/0`, which no tool then reads
/// again; here it is printed.
public final class Npt {
  private static final String FROM = "--src-pfx";
  private static final String TO = "--dst-pfx";

  private static final Syntax PREFIX =
      Syntaxes.word("address/length", Npt::read, Syntaxes::network);

  private Npt() {}

  public static Card card(String name, String summary) {
    return Card.of(name, summary)
        .only(Family.IPV6)
        .options(option(FROM, PREFIX), option(TO, PREFIX))
        .needs(FROM)
        .needs(TO);
  }

  private static Syntax.Parsed read(String text, Family family) {
    return Network.parse(text, family)
        .filter(n -> n.prefixLength().filter(l -> l <= 64).isPresent())
        .filter(n ->
            Addresses.parse(text.split("/", 2)[0], family)
                .equals(Addresses.parse(n.toString().split("/", 2)[0], family)))
        .map(n -> Syntax.Parsed.of(n.toString()))
        .orElseGet(() ->
            Syntaxes.refused(
                "is not a prefix that can be translated",
                "write `address/length`, 64 bits at most and none beyond them"));
  }
}
