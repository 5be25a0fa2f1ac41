package fwxlate.cli.lexiconpage;

import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Entry;
import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.TargetEntry;
import fwxlate.packet.Family;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An extension as the manual has it: its entry, and what its specimens show.
public record Extension(Entry entry, List<Shown> specimens) {
  /// Under which the base, whose name is empty, is found.
  public static final String BASE = "base";

  private static final Comparator<Extension> ORDER =
      Comparator.comparing(Extension::kind).thenComparing(Extension::name);

  public Extension {
    specimens = List.copyOf(specimens);
  }

  static Extension of(Entry entry) {
    return new Extension(entry, entry.examples().stream().map(x -> Shown.of(entry, x)).toList());
  }

  /// All matches by name, then all targets.
  public static List<Extension> all() {
    return entries().map(Extension::of).sorted(ORDER).toList();
  }

  private static Stream<Entry> entries() {
    return Stream.concat(Lexicon.matches().stream(), Lexicon.targets().stream());
  }

  /// The match and the target of that name or alias, in any case: `ttl` is `-m ttl` and `-j TTL`.
  public static List<Extension> named(String name) {
    return entries()
        .filter(e -> names(e).anyMatch(n -> n.equalsIgnoreCase(name)))
        .map(Extension::of)
        .sorted(ORDER)
        .toList();
  }

  /// All names and aliases, in lower case.
  public static Collection<String> names() {
    return entries()
        .flatMap(Extension::names)
        .map(n -> n.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> names(Entry entry) {
    return Stream.concat(Stream.of(name(entry)), entry.spelling().aliases().stream());
  }

  private static String name(Entry entry) {
    String name = entry.spelling().name();
    return name.isEmpty() ? BASE : name;
  }

  public String name() {
    return name(entry);
  }

  /// `match` or `target`.
  public String kind() {
    return switch (entry) {
      case MatchEntry _ -> "match";
      case TargetEntry _ -> "target";
    };
  }

  /// The name of its page, which it shares with others that differ by case only.
  public String page() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String families() {
    return entry.spelling().families().stream()
        .sorted()
        .map(Extension::word)
        .collect(Collectors.joining(", "));
  }

  static String word(Family family) {
    return family == Family.IPV4 ? "IPv4" : "IPv6";
  }

  public boolean isOfIpv4() {
    return entry.spelling().families().contains(Family.IPV4);
  }

  /// What becomes of it in IPv6, as far as its specimens go.
  public Set<Carried.How> becomes() {
    return specimens.stream()
        .flatMap(s -> s.carried().stream())
        .map(Carried::how)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Carried.How.class)));
  }

  /// The same in words; `-` where no IPv4 rule can have it.
  public String becomesWords() {
    return isOfIpv4()
        ? becomes().stream().map(Carried.How::word).collect(Collectors.joining(", "))
        : "-";
  }

  public boolean translatesAddresses() {
    return specimens.stream()
        .flatMap(s -> s.carried().stream())
        .anyMatch(Carried::translatesAddresses);
  }

  public boolean dependsOnMap() {
    return specimens.stream().anyMatch(Shown::dependsOnMap);
  }

  /// The specimens that are not there to be refused.
  public List<Shown> accepted() {
    return specimens.stream().filter(s -> s.example().problem().isEmpty()).toList();
  }

  /// Whether every specimen is read and printed, or refused, as it says.
  public boolean isRead() {
    return specimens.stream().allMatch(s -> s.isRead() == s.example().problem().isEmpty());
  }

  /// Whether no specimen asks or does what is not in fields of the packet.
  public boolean isExact() {
    return accepted().stream().allMatch(Shown::isExact);
  }

  /// What all its specimens ask.
  public Asked asked() {
    return Asked.of(accepted().stream().flatMap(s -> s.conditions().stream()).toList());
  }

  /// What its specimens do, each effect once.
  public List<Effect> effects() {
    return accepted().stream().flatMap(s -> s.effects().stream()).distinct().toList();
  }

  /// How many of its specimens a test loads into the kernel.
  public long kernelChecked() {
    return specimens.stream().filter(Shown::isKernelChecked).count();
  }
}
