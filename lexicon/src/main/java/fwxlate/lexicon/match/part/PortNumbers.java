package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Family;
import fwxlate.ruleset.Word;
import java.util.List;

/// Ports of sctp and dccp: unlike those of tcp and udp, the savers print all of them as `0:65535`.
public final class PortNumbers {
  public static final Syntax SYNTAX = Syntaxes.word("port[:port]", PortNumbers::read);

  private PortNumbers() {}

  private static Syntax.Parsed read(String text, Family family) {
    return switch (Syntaxes.PORT_RANGE.read(List.of(Word.of(text)), family)) {
      case Syntax.Parsed.Everything(List<Word> all) -> new Syntax.Parsed.Value(all);
      case Syntax.Parsed.Value value -> value;
      case Syntax.Parsed.Refused refused -> refused;
    };
  }
}
