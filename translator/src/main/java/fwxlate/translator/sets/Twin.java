package fwxlate.translator.sets;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Member;
import fwxlate.ipset.Membership;
import fwxlate.ipset.Part;
import fwxlate.ipset.SetType;
import fwxlate.ipset.SetType.Dimension;
import fwxlate.ipset.Setting;
import fwxlate.lexicon.IcmpTypes;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Span;
import fwxlate.translator.correspondence.Correspondence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The IPv6 set that stands for an IPv4 set.
///
/// @param set with what stands for the members
/// @param missing members of the IPv4 set for which nothing does
record Twin(Ipset set, List<Member> missing) {
  private static final Range ALL4 = Ranges.all(32).ranges().getFirst();
  private static final Ranges ALL6 = Ranges.all(128);

  private static final List<Range> HALVES4 =
      List.of(Range.of(0, 0x7fff_ffffL), Range.of(0x8000_0000L, 0xffff_ffffL));

  private static final List<Range> HALVES6 = halves6();

  /// How many members without an image of their own are looked at together with the others.
  private static final int TOGETHER = 1000;

  /// Members of a hash set unless it says otherwise (ip_set_hash_gen.h, IPSET_DEFAULT_MAXELEM).
  private static final int DEFAULT_MOST = 65_536;

  Twin {
    missing = List.copyOf(missing);
  }

  /// The twin of a set under a correspondence.
  ///
  /// @param hostBits as in [TranslationOptions]
  static Twin of(Ipset four, String name, Correspondence correspondence, int hostBits) {
    return new Maker(four, name, correspondence, hostBits).twin();
  }

  /// A twin without exceptions, whose networks never lie in each other: for sets whose networks
  /// stand for others in another order. Nothing where two networks are looked up.
  Optional<Ipset> flat(Ipset four, Correspondence correspondence, int hostBits) {
    var maker = new Maker(four, set.name(), correspondence, hostBits);
    return Membership.addresses(four)
        .filter(_ -> set.type().dimensions().get(maker.gathered()) == Dimension.NETWORK)
        .map(groups -> maker.flat(groups, set));
  }

  private static List<Range> halves6() {
    Unsigned128 half = Unsigned128.ONE.shiftLeft(127);
    return List.of(new Range(Unsigned128.ZERO, half.previous()), new Range(half, Unsigned128.MAX));
  }

  private static final class Maker {
    private static final Span NOWHERE = Span.NONE;

    private final Ipset four;
    private final String name;
    private final Correspondence correspondence;
    private final int hostBits;
    private final Set<List<Part>> there = new HashSet<>();

    Maker(Ipset four, String name, Correspondence correspondence, int hostBits) {
      this.four = four;
      this.name = name;
      this.correspondence = correspondence;
      this.hostBits = hostBits;
      four.members().forEach(m -> there.add(m.parts()));
    }

    /// What stands for a member: for each of its parts, all that stand for it.
    private record Image(Member member, List<List<Part>> parts) {}

    Twin twin() {
      var images = new ArrayList<Image>();
      var empty = new ArrayList<Member>();
      for (Member member : four.members()) {
        Optional<List<List<Part>>> parts = image(member);
        if (parts.isPresent()) {
          images.add(new Image(member, parts.get()));
        } else {
          empty.add(member);
        }
      }
      var missing = new ArrayList<Member>();
      together(images, empty, missing);
      Optional<SetType> type = type(images);
      if (type.isEmpty()) {
        // a type that holds single addresses only, and no other that holds networks
        images.removeIf(image -> {
          boolean wide = image.parts.stream().flatMap(List::stream).anyMatch(Maker::isWide);
          if (wide) {
            missing.add(image.member);
          }
          return wide;
        });
      }
      SetType made = type.orElseGet(() -> same(four.type()));
      boolean masked = made == SetType.HASH_IP && four.netmask().isPresent() && fitsNetmask(images);
      if (made == SetType.HASH_IP && four.netmask().isPresent() && !masked) {
        made = SetType.HASH_NET;
      }
      List<Member> members = members(images, made);
      return new Twin(
          new Ipset(
              name, made, Optional.of(Family.IPV6), settings(masked, members.size()), members),
          missing);
    }

    // ---- parts

    /// Nothing: a part has no image. Parts that another member stands for are an empty list.
    private Optional<List<List<Part>>> image(Member member) {
      var all = new ArrayList<List<Part>>();
      for (int i = 0; i < member.parts().size(); i++) {
        Optional<List<Part>> here =
            switch (member.parts().get(i)) {
              case Part.Addresses(Range range) ->
                  Optional.of(half(member, i, range).orElseGet(() -> image(Ranges.of(range))))
                      .filter(image -> !image.isEmpty())
                      .map(image -> parts(image.ranges()));
              case Part.Port port -> port(member, i, port);
              case Part.Mac mac -> Optional.of(List.of(mac));
              case Part.Interface device -> Optional.of(List.of(device));
              case Part.Mark mark -> Optional.of(List.of(mark));
              // an IPv6 set has no member whose MAC address is filled in later
              case Part.AnyMac _ -> Optional.empty();
              case Part.Named named -> Optional.of(List.of(named));
            };
        if (here.isEmpty()) {
          return Optional.empty();
        }
        all.add(here.get());
      }
      return Optional.of(all);
    }

    /// Everything is written as two halves where a type does not take it as one.
    private Optional<Ranges> half(Member member, int index, Range range) {
      int which = HALVES4.indexOf(range);
      if (which < 0) {
        return Optional.empty();
      }
      var other = new ArrayList<>(member.parts());
      other.set(index, new Part.Addresses(HALVES4.get(1 - which)));
      return there.contains(other) ? Optional.of(Ranges.of(HALVES6.get(which))) : Optional.empty();
    }

    private Ranges image(Ranges addresses) {
      return addresses.equals(Ranges.of(ALL4)) ? ALL6 : correspondence.image(addresses);
    }

    private static List<Part> parts(List<Range> ranges) {
      return ranges.stream().<Part>map(Part.Addresses::new).toList();
    }

    private Optional<List<Part>> port(Member member, int index, Part.Port port) {
      if (port.protocol() != 1) {
        return Correspondence.crosses(port.protocol())
            ? Optional.of(List.of(port))
            : Optional.empty();
      }
      Unsigned128 value = port.ports().first();
      var six = new ArrayList<Part>();
      for (Range range : IcmpTypes.image(Ranges.of(value)).ranges()) {
        for (long one = range.first().toLong(); one <= range.last().toLong(); one++) {
          six.add(new Part.Port(58, Range.of(one, one)));
        }
      }
      boolean bySibling =
          IcmpTypes.pairs().stream()
              .filter(p -> p.values4().contains(value))
              .anyMatch(p -> {
                var sibling = new ArrayList<>(member.parts());
                sibling.set(
                    index, new Part.Port(1, new Range(p.representative(), p.representative())));
                return there.contains(sibling);
              });
      return six.isEmpty() && !bySibling ? Optional.empty() : Optional.of(six);
    }

    // ---- addresses that have an image only together: both halves of a network that is mapped
    // whole

    private void together(List<Image> images, List<Member> empty, List<Member> missing) {
      int index = onlyAddresses();
      if (index < 0
          || four.members().stream().anyMatch(Member::isException)
          || four.netmask().isPresent()) {
        missing.addAll(empty);
        return;
      }
      var unions = new LinkedHashMap<List<Part>, List<Range>>();
      var covered = new LinkedHashMap<List<Part>, List<Range>>();
      for (Member member : four.members()) {
        unions
            .computeIfAbsent(others(member, index), _ -> new ArrayList<>())
            .add(range(member, index));
      }
      for (Image image : images) {
        List<Range> here =
            covered.computeIfAbsent(others(image.member, index), _ -> new ArrayList<>());
        image.parts.get(index).forEach(p -> here.add(((Part.Addresses) p).range()));
      }
      var explained = new LinkedHashSet<Member>();
      unions.forEach((others, ranges) -> {
        Ranges union = Ranges.union(ranges);
        Ranges rest = image(union).minus(Ranges.union(covered.getOrDefault(others, List.of())));
        if (rest.isEmpty()) {
          return;
        }
        Member first = firstOf(others, index);
        Member bare =
            new Member(
                first.parts(),
                first.settings().stream().filter(s -> s.name().equals("timeout")).toList(),
                NOWHERE);
        image(withAddresses(bare, index, Ranges.of(ALL4)))
            .ifPresent(parts -> {
              var now = new ArrayList<>(parts);
              now.set(index, parts(rest.ranges()));
              images.add(new Image(bare, now));
              empty.stream()
                  .filter(m -> others(m, index).equals(others))
                  .limit(TOGETHER)
                  .filter(m -> !image(union.minus(Ranges.of(range(m, index)))).equals(image(union)))
                  .forEach(explained::add);
            });
      });
      empty.stream().filter(m -> !explained.contains(m)).forEach(missing::add);
    }

    private static Member withAddresses(Member member, int index, Ranges addresses) {
      var parts = new ArrayList<>(member.parts());
      parts.set(index, new Part.Addresses(addresses.ranges().getFirst()));
      return new Member(parts, member.settings(), NOWHERE);
    }

    private Member firstOf(List<Part> others, int index) {
      return four.members().stream()
          .filter(m -> others(m, index).equals(others))
          .findFirst()
          .orElseThrow();
    }

    /// The one dimension of addresses; -1 where there are two.
    private int onlyAddresses() {
      int found = -1;
      List<Dimension> dimensions = four.type().dimensions();
      for (int i = 0; i < dimensions.size(); i++) {
        if (isAddress(dimensions.get(i))) {
          if (found >= 0) {
            return -1;
          }
          found = i;
        }
      }
      return found;
    }

    private static boolean isAddress(Dimension dimension) {
      return dimension == Dimension.ADDRESS || dimension == Dimension.NETWORK;
    }

    private static Range range(Member member, int index) {
      return ((Part.Addresses) member.parts().get(index)).range();
    }

    private static List<Part> others(Member member, int index) {
      var others = new ArrayList<>(member.parts());
      others.remove(index);
      return others;
    }

    // ---- the type

    /// The narrowest type that holds the images; nothing where none does.
    private Optional<SetType> type(List<Image> images) {
      SetType same = same(four.type());
      List<Dimension> dimensions = same.dimensions();
      boolean netmask = same == SetType.HASH_IP && four.netmask().isPresent();
      boolean[] wide = new boolean[dimensions.size()];
      for (Image image : images) {
        for (int i = 0; i < dimensions.size(); i++) {
          wide[i] |=
              dimensions.get(i) == Dimension.ADDRESS
                  && image.parts.get(i).stream().anyMatch(Maker::isWide);
        }
      }
      boolean any = false;
      for (boolean one : wide) {
        any |= one;
      }
      if (!any || netmask) {
        return Optional.of(same);
      }
      return switch (same) {
        case HASH_IP -> Optional.of(SetType.HASH_NET);
        case HASH_IP_PORT -> Optional.of(SetType.HASH_NET_PORT);
        case HASH_IP_PORT_IP ->
            Optional.of(wide[0] ? SetType.HASH_NET_PORT_NET : SetType.HASH_IP_PORT_NET);
        case HASH_IP_PORT_NET -> Optional.of(SetType.HASH_NET_PORT_NET);
        case HASH_IP_MAC, HASH_IP_MARK -> Optional.empty();
        case BITMAP_IP,
            BITMAP_IP_MAC,
            BITMAP_PORT,
            HASH_MAC,
            HASH_NET,
            HASH_NET_IFACE,
            HASH_NET_NET,
            HASH_NET_PORT,
            HASH_NET_PORT_NET,
            LIST_SET ->
            Optional.of(same);
      };
    }

    /// Bitmaps are for IPv4 only.
    private static SetType same(SetType type) {
      return switch (type) {
        case BITMAP_IP -> SetType.HASH_IP;
        case BITMAP_IP_MAC -> SetType.HASH_IP_MAC;
        case BITMAP_PORT,
            HASH_IP,
            HASH_IP_MAC,
            HASH_IP_MARK,
            HASH_IP_PORT,
            HASH_IP_PORT_IP,
            HASH_IP_PORT_NET,
            HASH_MAC,
            HASH_NET,
            HASH_NET_IFACE,
            HASH_NET_NET,
            HASH_NET_PORT,
            HASH_NET_PORT_NET,
            LIST_SET ->
            type;
      };
    }

    private static boolean isWide(Part part) {
      return part instanceof Part.Addresses(Range range) && !range.first().equals(range.last());
    }

    /// Whether the images are made of networks of the length that the netmask becomes.
    private boolean fitsNetmask(List<Image> images) {
      int bits = netmask6();
      return images.stream()
          .flatMap(i -> i.parts.getFirst().stream())
          .flatMap(
              p -> Network.prefixes(Family.IPV6, Ranges.of(((Part.Addresses) p).range())).stream())
          .allMatch(n -> n.prefixLength().equals(Optional.of(bits)));
    }

    private int netmask6() {
      return MapTranslation.prefixBits(four.netmask().orElseThrow(), hostBits);
    }

    // ---- without exceptions

    int gathered() {
      List<Dimension> dimensions = four.type().dimensions();
      int network = dimensions.lastIndexOf(Dimension.NETWORK);
      return network >= 0 ? network : dimensions.indexOf(Dimension.ADDRESS);
    }

    Ipset flat(Map<List<Part>, Ranges> groups, Ipset six) {
      int at = gathered();
      List<Ranges> pieces = List.of(Ranges.all(128));
      for (Ranges group : groups.values()) {
        Ranges image = image(group);
        pieces =
            pieces.stream()
                .flatMap(p -> Stream.of(p.and(image), p.minus(image)))
                .filter(p -> !p.isEmpty())
                .toList();
      }
      var images = new ArrayList<Image>();
      for (Map.Entry<List<Part>, Ranges> group : groups.entrySet()) {
        Ranges addresses = image(group.getValue());
        var parts = new ArrayList<>(group.getKey());
        parts.add(at, new Part.Addresses(ALL4));
        Member member = new Member(parts, List.of(), NOWHERE);
        List<Part> here =
            pieces.stream()
                .filter(addresses::containsAll)
                .flatMap(p -> parts(p.ranges()).stream())
                .toList();
        image(member)
            .filter(_ -> !here.isEmpty())
            .ifPresent(image -> {
              var now = new ArrayList<>(image);
              now.set(at, here);
              images.add(new Image(member, now));
            });
      }
      List<Member> members = members(images, six.type());
      return new Ipset(
          name, six.type(), six.family(), roomy(six.settings(), members.size()), members);
    }

    // ---- the set

    private List<Member> members(List<Image> images, SetType type) {
      var members = new ArrayList<Member>();
      var seen = new HashSet<List<Part>>();
      for (Image image : images) {
        List<List<Part>> all = List.of(List.of());
        for (int i = 0; i < image.parts.size(); i++) {
          var next = new ArrayList<List<Part>>();
          for (Part choice : choices(image.parts.get(i), type.dimensions().get(i), type)) {
            for (List<Part> before : all) {
              var more = new ArrayList<>(before);
              more.add(choice);
              next.add(more);
            }
          }
          all = next;
        }
        boolean takesExceptions = type.dimensions().contains(Dimension.NETWORK);
        List<Setting> settings =
            image.member.settings().stream()
                .filter(s -> takesExceptions || !s.name().equals("nomatch"))
                .toList();
        for (List<Part> parts : all) {
          if (seen.add(parts)) {
            members.add(new Member(parts, settings, NOWHERE));
          }
        }
      }
      return members;
    }

    private static List<? extends Part> choices(
        List<Part> images, Dimension dimension, SetType type) {
      if (dimension != Dimension.NETWORK) {
        return images;
      }
      return images.stream()
          .flatMap(p -> networks(Ranges.of(((Part.Addresses) p).range()), type).stream())
          .map(Part.Addresses::new)
          .toList();
    }

    /// As prefixes; only hash:net,iface is known to take `::/0`.
    static List<Range> networks(Ranges addresses, SetType type) {
      if (addresses.equals(ALL6) && type != SetType.HASH_NET_IFACE) {
        return HALVES6;
      }
      return Network.prefixes(Family.IPV6, addresses).stream()
          .map(n -> ((Ranges) n.addresses()).ranges().getFirst())
          .toList();
    }

    /// The same options, as far as IPv6 types have them; a seed is nobody's choice.
    private List<Setting> settings(boolean masked, int size) {
      var settings = new ArrayList<Setting>();
      for (Setting setting : four.settings()) {
        switch (setting.name()) {
          case "range", "initval", "bitmask" -> {}
          case "netmask" -> {
            if (masked && netmask6() < Addresses.bits(Family.IPV6)) {
              settings.add(Setting.of("netmask", "" + netmask6()));
            }
          }
          default -> settings.add(setting);
        }
      }
      return roomy(settings, size);
    }

    /// With room for as many members.
    static List<Setting> roomy(List<Setting> settings, int size) {
      var roomy = new ArrayList<Setting>();
      boolean said = false;
      for (Setting setting : settings) {
        boolean most = setting.name().equals("maxelem");
        boolean small = most && setting.value().map(v -> Long.parseLong(v) < size).orElse(false);
        roomy.add(small ? Setting.of("maxelem", "" + size) : setting);
        said |= most;
      }
      if (!said && size > DEFAULT_MOST) {
        roomy.addFirst(Setting.of("maxelem", "" + size));
      }
      return roomy;
    }
  }
}
