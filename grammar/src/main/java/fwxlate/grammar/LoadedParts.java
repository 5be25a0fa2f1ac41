package fwxlate.grammar;

import fwxlate.lexicon.Lexicon;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.packet.Family;
import fwxlate.report.Nearest;
import fwxlate.ruleset.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The matches and the target that a rule has loaded so far: they share its options out.
final class LoadedParts {
  private final Family family;

  /// The base first, then the matches in the order in which they are loaded.
  private final List<LoadedPart> parts = new ArrayList<>();

  private final LoadedPart base;
  private @Nullable LoadedPart target;

  LoadedParts(Family family) {
    this.family = family;
    this.base = new LoadedPart(Match.BASE, Lexicon.match(Match.BASE));
    parts.add(base);
  }

  /// Which part owns an option, and how it is spelled; no spelling for one that is read by shape.
  record Owner(LoadedPart part, Optional<OptionSpelling> spelling) {}

  LoadedPart base() {
    return base;
  }

  /// Those after the base.
  List<LoadedPart> matches() {
    return parts.subList(1, parts.size());
  }

  void load(LoadedPart match) {
    parts.add(match);
  }

  void setTarget(@Nullable LoadedPart part) {
    target = part;
  }

  Optional<LoadedPart> target() {
    return Optional.ofNullable(target);
  }

  /// Who takes an option: the part loaded last that has it, else the match of the protocol, which
  /// is loaded for it; last, an unambiguous beginning of a name.
  Optional<Owner> owner(String name) {
    Optional<Owner> exact = loaded(name);
    if (exact.isPresent() || !name.startsWith("--")) {
      return exact;
    }
    return implied(name).or(this::readByShape).or(() -> abbreviated(name));
  }

  private List<LoadedPart> lastFirst() {
    var loaded = new ArrayList<LoadedPart>();
    if (target != null) {
      loaded.add(target);
    }
    loaded.addAll(parts.reversed());
    return loaded;
  }

  private Optional<Owner> loaded(String name) {
    Optional<Owner> found = target == null ? Optional.empty() : owner(target, name);
    for (int i = parts.size() - 1; i >= 0 && found.isEmpty(); i--) {
      found = owner(parts.get(i), name);
    }
    return found;
  }

  private static Optional<Owner> owner(LoadedPart part, String option) {
    Optional<OptionSpelling> spelling = part.option(option);
    return spelling.isPresent() ? Optional.of(new Owner(part, spelling)) : Optional.empty();
  }

  /// The match that carries the name of the protocol of `-p`, if it has the option and is not yet
  /// loaded; it is loaded now.
  private Optional<Owner> implied(String option) {
    Optional<MatchEntry> entry = protocolMatch();
    Optional<OptionSpelling> spelling = entry.flatMap(e -> e.spelling().option(option));
    if (spelling.isEmpty()) {
      return Optional.empty();
    }
    LoadedPart part = new LoadedPart("", entry);
    parts.add(part);
    return Optional.of(new Owner(part, spelling));
  }

  private Optional<MatchEntry> protocolMatch() {
    return base.given("-p")
        .flatMap(o -> Lexicon.match(o.value().equals("ipv6-icmp") ? "icmp6" : o.value()))
        .filter(e -> e.spelling().families().contains(family))
        .filter(e -> parts.stream().noneMatch(p -> p.name().equals(e.spelling().name())));
  }

  /// The part that the lexicon does not know and that was loaded last: its options are taken as
  /// they come.
  private Optional<Owner> readByShape() {
    return lastFirst().stream()
        .filter(p -> !p.isKnown())
        .findFirst()
        .map(p -> new Owner(p, Optional.empty()));
  }

  private Optional<Owner> abbreviated(String name) {
    var found = new ArrayList<Owner>();
    var candidates = lastFirst();
    Optional<MatchEntry> ofProtocol = protocolMatch();
    if (ofProtocol.isPresent()) {
      candidates.add(new LoadedPart("", ofProtocol));
    }
    for (LoadedPart part : candidates) {
      for (OptionSpelling spelling : part.spellings()) {
        if (spelling.name().startsWith(name)
            || spelling.aliases().stream().anyMatch(a -> a.startsWith(name))) {
          found.add(new Owner(part, Optional.of(spelling)));
        }
      }
    }
    if (found.size() != 1) {
      return Optional.empty();
    }
    LoadedPart part = found.getFirst().part;
    if (part != target && !parts.contains(part)) {
      parts.add(part);
    }
    return Optional.of(found.getFirst());
  }

  /// What to do about an option that no part has.
  String adviceFor(String option) {
    var known = new ArrayList<String>();
    for (LoadedPart part : lastFirst()) {
      part.spellings().forEach(o -> known.add(o.name()));
    }
    protocolMatch().ifPresent(e -> e.spelling().options().forEach(o -> known.add(o.name())));
    known.removeIf(k -> !k.startsWith("--"));
    return Nearest.to(option, known)
        .map(near -> "did you mean `" + near + "`?")
        .or(() ->
            Lexicon.matches().stream()
                .filter(e -> !e.spelling().name().isEmpty())
                .filter(e -> e.spelling().option(option).isPresent())
                .findFirst()
                .map(e -> "it belongs to `-m " + e.spelling().name() + "`: load that before it"))
        .orElse("correct its name, or load the match that has it with `-m`");
  }
}
