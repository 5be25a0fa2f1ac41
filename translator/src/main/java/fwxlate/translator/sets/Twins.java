package fwxlate.translator.sets;

import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.PacketSpace;
import fwxlate.analyzer.engine.Side;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.ipset.Element;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Ipsets;
import fwxlate.ipset.Member;
import fwxlate.ipset.Membership;
import fwxlate.ipset.Part;
import fwxlate.ipset.SetType;
import fwxlate.ipset.SetType.Dimension;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Span;
import fwxlate.translator.correspondence.Correspondence;
import fwxlate.translator.options.TranslationOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The IPv6 twins of the sets that an IPv4 ruleset uses.
public final class Twins {
  private final Ipsets given;
  private final Budget budget;
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> images = new HashSet<>();
  private final Set<String> asked = new TreeSet<>();
  private final Map<String, List<Lost>> missing = new LinkedHashMap<>();
  private final List<NewSet> written = new ArrayList<>();
  private final Map<String, Ipset> after = new LinkedHashMap<>();
  private final Map<String, String> kept = new LinkedHashMap<>();

  /// A member of a set for which nothing stands in IPv6.
  public record Lost(Ipset set, Member member) {
    @Override
    public String toString() {
      return Element.toString(set, member);
    }
  }

  private Twins(Ipsets given, Budget budget) {
    this.given = given;
    this.budget = budget;
  }

  /// The twins for a ruleset.
  ///
  /// @param fixed the given sets that no rule changes
  public static Twins of(
      Ruleset v4, Ipsets fixed, Correspondence correspondence, TranslationOptions options) {
    var twins = new Twins(options.sets().given(), options.budget());
    var lists = new ArrayList<Ipset>();
    var plain = new LinkedHashSet<Ipset>();
    twins.asked.addAll(Sets.usedBy(v4).keySet());
    for (String name : twins.asked) {
      options
          .sets()
          .given()
          .find(name)
          .ifPresent(set -> {
            if (set.type() == SetType.LIST_SET) {
              lists.add(set);
              Ipsets.listed(set).forEach(l -> options.sets().given().find(l).ifPresent(plain::add));
            } else {
              plain.add(set);
            }
          });
    }
    plain.forEach(set -> twins.plain(set, fixed, correspondence, options));
    lists.forEach(list -> twins.list(list, fixed));
    return twins;
  }

  // ---- answers

  private String name(String v4) {
    return Optional.ofNullable(names.get(v4)).orElseGet(() -> free(v4, "6"));
  }

  /// The members of a set for which nothing stands in IPv6; of a list:set those of its sets.
  public List<Lost> missing(String v4) {
    return missing.getOrDefault(v4, List.of());
  }

  /// How many members a set of IPv4 addresses has, or those that a list:set names.
  public int size(Ipset set) {
    return set.type() == SetType.LIST_SET
        ? Ipsets.listed(set).stream()
            .flatMap(inner -> given.find(inner).stream())
            .filter(inner -> !inner.family().equals(Optional.of(Family.IPV6)))
            .mapToInt(this::size)
            .sum()
        : set.members().size();
  }

  /// Sets of the user's own that serve as twins though they are not the image, by the IPv4 name.
  public Map<String, String> kept() {
    return Map.copyOf(kept);
  }

  /// What came of it; twins that are not known to be images are no more known than their sets.
  public TwinSets sets(Ipsets fixed) {
    var unknown = new TreeSet<String>();
    names.forEach((four, six) -> {
      if (!images.contains(four)) {
        unknown.add(four);
        unknown.add(six);
      }
    });
    return new TwinSets(names, images, fixed.with(after.values()).without(unknown), written);
  }

  // ---- one set

  private void plain(
      Ipset set, Ipsets fixed, Correspondence correspondence, TranslationOptions options) {
    if (set.family().isEmpty()) {
      names.put(set.name(), set.name());
      images.add(set.name());
      return;
    }
    if (set.family().get() == Family.IPV6) {
      // a member of a list:set that serves both families
      return;
    }
    String direct = TwinSets.named(set.name(), "6");
    Optional<Ipset> own =
        given
            .find(direct)
            .filter(o ->
                o.family().equals(Optional.of(Family.IPV6))
                    && o.type().dimensions().size() == set.type().dimensions().size());
    boolean certain = Sets.isKnown(set.name(), fixed);
    if (own.isPresent()) {
      names.put(set.name(), direct);
      if (certain && Sets.isKnown(direct, fixed) && isImage(set, own.get(), correspondence)) {
        images.add(set.name());
      } else {
        kept.put(set.name(), direct);
      }
      return;
    }
    String name = free(set.name(), "6");
    Twin twin = Twin.of(set, name, correspondence, options.wishes().hostBits());
    Ipset six = twin.set();
    boolean exact = certain && isImage(set, six, correspondence);
    if (certain && !exact) {
      // networks that lie in each other in another order in IPv6
      Optional<Ipset> flat = twin.flat(set, correspondence, options.wishes().hostBits());
      if (flat.isPresent() && isImage(set, flat.get(), correspondence)) {
        six = flat.get();
        exact = true;
      }
    }
    if (exact) {
      images.add(set.name());
    }
    // what an exception takes away has no IPv6 address either, where the rest is exact
    boolean exceptionsMatter = !exact;
    missing.put(
        set.name(),
        twin.missing().stream()
            .filter(m -> exceptionsMatter || !m.isException())
            .map(m -> new Lost(set, m))
            .toList());
    after.put(name, six);
    written.add(new NewSet(six, true));
    names.put(set.name(), name);
    if (options.sets().dual() && asked.contains(set.name())) {
      String both = free(set.name(), "46");
      Ipset list =
          new Ipset(
              both,
              SetType.LIST_SET,
              Optional.empty(),
              List.of(),
              List.of(named(set.name()), named(name)));
      after.put(both, list);
      written.add(new NewSet(list, true));
      names.put(set.name(), both);
    }
  }

  private static Member named(String set) {
    return new Member(List.of(new Part.Named(set)), List.of(), Span.NONE);
  }

  /// A list:set serves both families: the twins of its sets join it.
  private void list(Ipset list, Ipsets fixed) {
    var all = new ArrayList<>(list.members());
    var joining = new ArrayList<Member>();
    var lost = new ArrayList<Lost>();
    boolean exact = Sets.isKnown(list.name(), fixed);
    List<String> listed = Ipsets.listed(list);
    for (String inner : listed) {
      Optional<Ipset> set = given.find(inner);
      if (set.flatMap(Ipset::family).equals(Optional.of(Family.IPV6))) {
        exact &= images.stream().anyMatch(four -> listed.contains(four) && isTwin(four, inner));
        continue;
      }
      lost.addAll(missing(inner));
      exact &= images.contains(inner);
      String twin = isDual(inner) ? sixthOf(inner) : name(inner);
      if (!twin.equals(inner) && !listed.contains(twin)) {
        joining.add(named(twin));
      }
    }
    all.addAll(joining);
    names.put(list.name(), list.name());
    if (exact) {
      images.add(list.name());
    }
    missing.put(list.name(), lost);
    Ipset now =
        new Ipset(
            list.name(),
            list.type(),
            list.family(),
            list.settings(),
            all,
            list.file(),
            list.span());
    after.put(list.name(), now);
    if (!joining.isEmpty()) {
      written.add(
          new NewSet(
              new Ipset(list.name(), list.type(), list.family(), list.settings(), joining), false));
    }
  }

  private boolean isTwin(String four, String six) {
    return name(four).equals(six) || (isDual(four) && sixthOf(four).equals(six));
  }

  private boolean isDual(String four) {
    Ipset named = after.get(name(four));
    return named != null && named.type() == SetType.LIST_SET && !name(four).equals(four);
  }

  /// The IPv6 set of a dual one.
  private String sixthOf(String four) {
    return Ipsets.listed(Objects.requireNonNull(after.get(name(four)))).getLast();
  }

  // ---- names

  /// A name that no set has.
  private String free(String v4, String end) {
    String name = TwinSets.named(v4, end);
    for (int i = 2; given.find(name).isPresent() || after.containsKey(name); i++) {
      name = TwinSets.named(v4, end + "-" + i);
    }
    return name;
  }

  // ---- is it the image?

  /// Whether for all packets that stand for each other, the one set has the IPv4 packet just where
  /// the other has the IPv6 packet.
  private boolean isImage(Ipset four, Ipset six, Correspondence correspondence) {
    List<String> directions = directions(four.type());
    Optional<Condition> has4 =
        Membership.of(four.name(), directions, Family.IPV4, Ipsets.of(List.of(four)));
    Optional<Condition> has6 =
        Membership.of(six.name(), directions, Family.IPV6, Ipsets.of(List.of(six)));
    if (has4.isEmpty() || has6.isEmpty()) {
      return false;
    }
    Condition adapted = correspondence.adapt(has4.get());
    Condition exists =
        correspondence.seesFragments() ? Condition.always() : Condition.test(Field.FRAGMENT, 0);
    var nothing = new Lowered("none", Map.of());
    // a twin that may be another set is none
    return PacketSpace.ask(
            correspondence,
            nothing,
            nothing,
            List.of(adapted, exists),
            List.of(has6.get()),
            budget.question(),
            space -> {
              PacketSet paired = space.where(Side.FIRST, exists);
              for (Field field : space.fields()) {
                paired = paired.and(space.paired(field));
              }
              PacketSet a = space.where(Side.FIRST, adapted);
              PacketSet b = space.where(Side.SECOND, has6.get());
              return a.minus(b).or(b.minus(a)).and(paired).isEmpty();
            })
        .orWorst(_ -> false);
  }

  /// Directions with which no two dimensions ask the same of a packet.
  private static List<String> directions(SetType type) {
    var directions = new ArrayList<String>();
    boolean second = false;
    for (Dimension dimension : type.dimensions()) {
      boolean address = dimension == Dimension.ADDRESS || dimension == Dimension.NETWORK;
      directions.add((address && second) || dimension == Dimension.PORT ? "dst" : "src");
      second |= address;
    }
    return directions;
  }
}
