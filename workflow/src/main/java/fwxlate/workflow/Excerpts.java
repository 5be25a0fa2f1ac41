package fwxlate.workflow;

import fwxlate.report.Finding;
import fwxlate.report.Place;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lines that findings are about, looked up when they are printed.
public final class Excerpts {
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, List<String>> lines = new HashMap<>();

  /// Those of some inputs.
  public Excerpts(List<Source> all) {
    all.forEach(source -> sources.put(source.name(), source));
  }

  /// A finding with the text of its line, if its input is here.
  public Finding with(Finding finding) {
    Place place = finding.place();
    int line = place.span().line();
    if (line == 0 || !place.text().isEmpty()) {
      return finding;
    }
    List<String> all = lines.computeIfAbsent(place.file(), this::read);
    return line > all.size()
        ? finding
        : finding.at(new Place(place.file(), place.span(), all.get(line - 1)));
  }

  private List<String> read(String name) {
    Source source = sources.get(name);
    return source == null
        ? List.of()
        : new String(source.bytes(), StandardCharsets.UTF_8).lines().toList();
  }
}
