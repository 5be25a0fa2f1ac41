package fwxlate.grammar.sets;

import fwxlate.ipset.Element;
import fwxlate.ipset.Ipset;
import fwxlate.ipset.Member;
import fwxlate.ipset.Part;
import fwxlate.ipset.Setting;
import fwxlate.packet.Family;
import java.util.ArrayList;
import java.util.List;

/// Writes sets as `ipset save` prints them (7.17), for `ipset restore`.
public final class IpsetWriter {
  private IpsetWriter() {}

  /// The commands that make sets, each with a newline.
  public static String write(List<Ipset> sets) {
    var out = new StringBuilder();
    for (Ipset set : sets) {
      out.append(create(set)).append('\n');
      set.members().forEach(m -> out.append(add(set, m)).append('\n'));
    }
    return out.toString();
  }

  /// `create NAME TYPE ...`.
  public static String create(Ipset set) {
    var words = new ArrayList<String>(List.of("create", set.name(), set.type().label()));
    if (set.family().isPresent() && !set.type().isBitmap()) {
      words.add("family");
      words.add(set.family().get() == Family.IPV4 ? "inet" : "inet6");
    }
    set.settings().forEach(s -> words.add(text(s)));
    return String.join(" ", words);
  }

  /// `add NAME MEMBER ...`.
  public static String add(Ipset set, Member member) {
    var words = new ArrayList<String>(List.of("add", set.name(), Element.toString(set, member)));
    member.settings().forEach(s -> words.add(text(s)));
    if (member.parts().stream().anyMatch(p -> p instanceof Part.Interface i && i.isPrefix())) {
      words.add("wildcard");
    }
    return String.join(" ", words);
  }

  private static String text(Setting setting) {
    return setting
        .value()
        .map(v -> setting.name() + " " + (setting.name().equals("comment") ? "\"" + v + "\"" : v))
        .orElse(setting.name());
  }
}
