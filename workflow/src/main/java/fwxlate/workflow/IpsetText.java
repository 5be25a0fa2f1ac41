package fwxlate.workflow;

import fwxlate.grammar.sets.IpsetReader;
import fwxlate.grammar.sets.IpsetWriter;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Ipsets;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.report.TranslationCodes;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.sets.NewSet;
import fwxlate.translator.sets.Sets;
import fwxlate.translator.theorem.Translated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The sets that a translation needs, as text for `ipset restore`.
public final class IpsetText {
  private IpsetText() {}

  /// Sets of which nothing is known first, empty; then the twins with their members.
  public static String of(Translated translated, TranslationOptions options) {
    return Sets.restoreText(translated.ruleset(), known(translated, options)) + made(translated);
  }

  private static String made(Translated translated) {
    var out = new StringBuilder();
    for (NewSet one : translated.sets().made()) {
      if (one.isNew()) {
        out.append(IpsetWriter.write(List.of(one.set())));
      } else {
        one.set().members().forEach(m -> out.append(IpsetWriter.add(one.set(), m)).append('\n'));
      }
    }
    return out.toString();
  }

  /// The sets that are there already, or are made with their members.
  private static Set<String> known(Translated translated, TranslationOptions options) {
    var known = new TreeSet<>(options.sets().given().sets().keySet());
    translated.sets().made().forEach(one -> known.add(one.set().name()));
    return known;
  }

  /// The translation with the sets as their text is read back, so that the printer and the reader
  /// are inside the proof.
  public static Translated readBack(Translated translated, TranslationOptions options) {
    Ipsets known = translated.sets().known();
    if (known.isEmpty()) {
      return translated;
    }
    var reader = new IpsetReader();
    add(reader, IpsetWriter.write(List.copyOf(options.sets().given().sets().values())));
    add(reader, made(translated));
    IpsetReader.SetsReading reading = reader.read();
    if (!reading.findings().isEmpty()) {
      throw new IllegalStateException(
          "the sets cannot be read back: " + reading.findings().getFirst());
    }
    List<Ipset> sets =
        reading.sets().stream().filter(set -> known.find(set.name()).isPresent()).toList();
    return translated.withSets(translated.sets().withKnown(Ipsets.of(sets)));
  }

  private static void add(IpsetReader reader, String text) {
    if (!text.isEmpty()) {
      reader.addFile("the sets", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Which sets must be there before the translation is loaded.
  public static List<Finding> findings(Translated translated, TranslationOptions options) {
    Set<String> used = Sets.usedBy(translated.ruleset()).keySet();
    Set<String> known = known(translated, options);
    var findings = new ArrayList<Finding>();
    List<String> empty = used.stream().filter(n -> !known.contains(n)).toList();
    if (!empty.isEmpty()) {
      findings.add(
          new Finding(
              TranslationCodes.SET_NEEDS_MEMBERS,
              Place.ofFile(options.file()),
              "the translation asks "
                  + named(empty)
                  + ", which must be made and filled before it is loaded",
              "--ipset FILE writes the commands that make them"));
    }
    List<String> made =
        translated.sets().made().stream().map(one -> one.set().name()).distinct().toList();
    if (!made.isEmpty()) {
      findings.add(
          new Finding(
                  TranslationCodes.SET_NEEDS_MEMBERS,
                  Place.ofFile(options.file()),
                  "the translation needs "
                      + named(made)
                      + " with what stands for the members of the IPv4 sets",
                  "--ipset FILE writes the commands: `ipset restore < FILE` before it is loaded")
              .as(Severity.NOTE));
    }
    return findings;
  }

  private static String named(List<String> names) {
    return (names.size() == 1 ? "the set " : "the sets ")
        + String.join(", ", names.stream().map(n -> "`" + n + "`").toList());
  }
}
