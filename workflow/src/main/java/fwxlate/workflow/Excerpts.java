package fwxlate.workflow;

import fwxlate.report.Finding;
import fwxlate.report.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The lines that findings are about, looked up when they are printed.
public final class Excerpts {
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, List<String>> lines = new HashMap<>();

  /// Those of some inputs. Where two texts have one name, as the old file and the new one that
  /// takes its place, nothing is shown: it could be the wrong line.
  public Excerpts(List<Source> all) {
    for (Source source : all) {
      Source other = sources.putIfAbsent(source.name(), source);
      if (other != null && !Arrays.equals(other.bytes(), source.bytes())) {
        lines.put(source.name(), List.of());
      }
    }
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
