package fwxlate.translator.sets;

import fwxlate.lexicon.Translation;
import fwxlate.packet.Ranges;
import fwxlate.translator.correspondence.Correspondence;

/// Answers the lexicon's questions from the correspondence and the user's options.
///
/// @param twins of sets whose members are known
public record MapTranslation(Correspondence correspondence, int hostBits, TwinSets twins)
    implements Translation {

  /// Where no members are known.
  public MapTranslation(Correspondence correspondence, int hostBits) {
    this(correspondence, hostBits, TwinSets.NONE);
  }

  @Override
  public Ranges image(Ranges v4) {
    return correspondence.image(v4);
  }

  @Override
  public boolean namesIgmp() {
    return correspondence.namesIgmp();
  }

  @Override
  public boolean seesFragments() {
    return correspondence.seesFragments();
  }

  /// A host is `hostBits`; the sizes of sites follow what registries and providers give out: /64
  /// for what was a /24 or smaller, /48 for a /16, /32 for a /8.
  @Override
  public int prefixBits(int v4Bits) {
    return prefixBits(v4Bits, hostBits);
  }

  static int prefixBits(int v4Bits, int hostBits) {
    if (v4Bits == 0) {
      return 0;
    }
    if (v4Bits >= 32) {
      return hostBits;
    }
    if (v4Bits >= 24) {
      return 64;
    }
    return v4Bits >= 16 ? 48 : 32;
  }

  @Override
  public String setName(String v4) {
    return twins.name(v4);
  }

  @Override
  public boolean isImage(String v4) {
    return twins.isImage(v4);
  }
}
