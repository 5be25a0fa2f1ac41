package fwxlate.translator.correspondence;

import fwxlate.address.AddressMap;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// IPv4 addresses and the IPv6 addresses that stand for them.
///
/// @param v4 empty: nothing of IPv4 stands behind these IPv6 addresses
/// @param v6 empty: no IPv6 address stands for these
/// @param bitwise the line by which they stand for each other one by one; nothing: any of one side
///   for any of the other
/// @param representative the address that the IPv6 side stands for where only a target names it
record Block(
    Ranges v4, Ranges v6, Optional<AddressMap.Line> bitwise, Optional<Unsigned128> representative) {

  private Block(Ranges v4, Ranges v6, Optional<AddressMap.Line> bitwise) {
    this(v4, v6, bitwise, Optional.empty());
  }

  /// The IPv6 addresses that stand for the part of this block that lies in `set`.
  Ranges image(Ranges set) {
    if (bitwise.isEmpty()) {
      // the first address decides in most cases, and is found fast
      boolean meant =
          representative.map(set::contains).orElse(false)
              || (!v4.isEmpty()
                  && set.contains(v4.ranges().getFirst().first())
                  && set.containsAll(v4));
      return meant ? v6 : Ranges.NONE;
    }
    AddressMap.Line line = bitwise.get();
    var image = new ArrayList<Range>();
    for (Range part : v4.and(set).ranges()) {
      image.add(line.toV6(part));
    }
    return Ranges.union(image).and(v6);
  }

  /// All blocks of a map, given the sets of IPv4 addresses that rules name; disjoint on both sides.
  static List<Block> blocks(AddressMap map, List<Ranges> named) {
    List<AddressMap.Line> lines = map.withBuiltIn();
    var blocks = new ArrayList<Block>();
    Ranges covered4 = Ranges.NONE;
    Ranges covered6 = Ranges.NONE;
    for (AddressMap.Line line : lines) {
      // most specific first: what is covered already belongs to a line inside this one
      Ranges v4 = Ranges.of(line.v4()).minus(covered4);
      Ranges v6 = Ranges.of(line.v6()).minus(covered6);
      covered4 = covered4.or(Ranges.of(line.v4()));
      covered6 = covered6.or(Ranges.of(line.v6()));
      if (line.isBitwise()) {
        blocks.addAll(bitwise(line, v4, v6));
      } else {
        blocks.add(
            new Block(
                core(v4, line, named),
                v6,
                Optional.empty(),
                line.representative().filter(v4::contains)));
      }
    }
    Ranges all4 = Ranges.all(32);
    Ranges rest = all4.minus(covered4).minus(Ranges.of(0xffffffffL));
    var singled = new ArrayList<Range>();
    for (Ranges set : named) {
      if (!set.equals(all4)) {
        singled.addAll(set.ranges());
      }
    }
    rest = rest.minus(Ranges.union(singled));
    blocks.add(new Block(rest, Ranges.all(128).minus(covered6), Optional.empty()));
    return List.copyOf(blocks);
  }

  private static List<Block> bitwise(AddressMap.Line line, Ranges v4, Ranges v6) {
    var mapped = new ArrayList<Range>();
    for (Range part : v4.ranges()) {
      mapped.add(line.toV6(part));
    }
    Ranges both6 = Ranges.union(mapped).and(v6);
    var back = new ArrayList<Range>();
    for (Range part : both6.ranges()) {
      back.add(line.toV4(part));
    }
    var blocks = new ArrayList<Block>();
    blocks.add(new Block(Ranges.union(back), both6, Optional.of(line)));
    Ranges alone = v6.minus(both6);
    if (!alone.isEmpty()) {
      blocks.add(new Block(Ranges.NONE, alone, Optional.empty()));
    }
    return blocks;
  }

  /// The class of a whole block's addresses that stands for its IPv6 side.
  private static Ranges core(Ranges v4, AddressMap.Line line, List<Ranges> named) {
    Ranges core = v4;
    for (Ranges set : named) {
      boolean inside =
          line.representative().map(set::contains).orElseGet(() -> set.containsAll(v4));
      core = inside ? core.and(set) : core.minus(set);
    }
    return core;
  }
}
