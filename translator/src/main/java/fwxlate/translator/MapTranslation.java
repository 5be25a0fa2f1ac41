package fwxlate.translator;

import fwxlate.lexicon.Translation;
import fwxlate.packet.Ranges;

/// Answers the lexicon's questions from the correspondence and the user's options.
record MapTranslation(Correspondence correspondence, int hostBits) implements Translation {
  private static final int LONGEST_SET_NAME = 31;

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
    String name = v4 + "6";
    return name.length() <= LONGEST_SET_NAME ? name : v4.substring(0, LONGEST_SET_NAME - 1) + "6";
  }
}
