package fwxlate.grammar.sets;

import fwxlate.ipset.Ipset;
import fwxlate.ipset.Member;
import fwxlate.ipset.Part;
import fwxlate.ipset.SetType;
import fwxlate.ipset.SetType.Dimension;
import fwxlate.ipset.Setting;
import fwxlate.packet.Family;
import fwxlate.report.Code;
import fwxlate.report.Finding;
import fwxlate.report.IpsetCodes;
import fwxlate.report.Place;
import fwxlate.ruleset.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what `ipset save` prints (measured with ipset 7.17 on Linux 6.18), and the ranges,
/// prefixes and port ranges that `ipset restore` takes in place of single members.
public final class IpsetReader {
  private static final int LONGEST_NAME = 31;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final Pattern LONG = Pattern.compile("\\d{1,20}");
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9A-Fa-f]{1,8}");
  private static final Pattern ANY = Pattern.compile(".*");

  /// Options of `create` that take an argument.
  private static final Map<String, Pattern> SET_VALUES =
      Map.ofEntries(
          Map.entry("range", ANY),
          Map.entry("netmask", Pattern.compile("[1-9]\\d{0,2}")),
          Map.entry("bitmask", ANY),
          Map.entry("markmask", HEX),
          Map.entry("hashsize", NUMBER),
          Map.entry("maxelem", NUMBER),
          Map.entry("bucketsize", NUMBER),
          Map.entry("initval", HEX),
          Map.entry("timeout", NUMBER),
          Map.entry("size", NUMBER));

  private static final Set<String> SET_FLAGS = Set.of("counters", "comment", "skbinfo", "forceadd");

  /// Options of `add` that take an argument.
  private static final Map<String, Pattern> MEMBER_VALUES =
      Map.of(
          "timeout",
          NUMBER,
          "packets",
          LONG,
          "bytes",
          LONG,
          "comment",
          ANY,
          "skbmark",
          Pattern.compile("0x[0-9A-Fa-f]{1,8}(/0x[0-9A-Fa-f]{1,8})?"),
          "skbprio",
          Pattern.compile("[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}"),
          "skbqueue",
          NUMBER);

  private static final Set<String> MEMBER_FLAGS = Set.of("nomatch", "wildcard");

  /// `ipset restore` takes them behind any command.
  private static final Set<String> EXIST = Set.of("-exist", "-!");

  private final Map<String, Building> sets = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private String file = "";
  private String line = "";
  private int number;

  /// What came of reading; the sets are right only if there are no findings.
  public record SetsReading(List<Ipset> sets, List<Finding> findings) {
    public SetsReading {
      sets = List.copyOf(sets);
      findings = List.copyOf(findings);
    }
  }

  /// A set while its members are read.
  private record Building(Ipset head, List<Member> members, Set<List<Part>> seen) {}

  private record Token(String text, int start, int end) {}

  /// A piece of a line that cannot be read.
  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Finding finding;

    Bad(Finding finding) {
      super(finding.message());
      this.finding = finding;
    }
  }

  /// Adds the sets of a file.
  ///
  /// @param name of the file, for findings
  public void addFile(String name, byte[] bytes) {
    file = name;
    number = 0;
    int before = sets.size() + findings.size();
    for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      number++;
      line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      try {
        line();
      } catch (Bad e) {
        findings.add(e.finding);
      }
    }
    if (sets.size() + findings.size() == before) {
      findings.add(
          new Finding(
              IpsetCodes.NO_SETS,
              Place.ofFile(name),
              "`" + name + "` makes no set",
              "`ipset save > FILE` as root on the host in question"));
    }
  }

  /// All sets that were added.
  public SetsReading read() {
    var all = new ArrayList<Ipset>();
    for (Building one : sets.values()) {
      Ipset head = one.head;
      all.add(
          new Ipset(
              head.name(),
              head.type(),
              head.family(),
              head.settings(),
              one.members,
              head.file(),
              head.span()));
    }
    return new SetsReading(all, findings);
  }

  // ---- lines

  private void line() throws Bad {
    List<Token> words = words();
    if (words.isEmpty() || words.getFirst().text.startsWith("#")) {
      return;
    }
    Token command = words.getFirst();
    boolean create = List.of("create", "-N", "--create").contains(command.text);
    boolean add = List.of("add", "-A", "--add").contains(command.text);
    if (!create && !add) {
      throw bad(
          IpsetCodes.UNREADABLE_LINE,
          command,
          "`" + command.text + "` is neither `create` nor `add`",
          "give what `ipset save` prints");
    }
    if (words.size() < 3) {
      throw bad(
          IpsetCodes.UNREADABLE_LINE,
          command,
          "`" + command.text + "` lacks " + (create ? "a name or a type" : "a set or a member"),
          create ? "write `create NAME TYPE`" : "write `add NAME MEMBER`");
    }
    if (create) {
      create(words.get(1), words.get(2), words.subList(3, words.size()));
    } else {
      add(words.get(1), words.get(2), words.subList(3, words.size()));
    }
  }

  /// Words between blanks; `"` begins and ends a piece in which blanks are text, and there is no
  /// escape (ipset.c, build_argv).
  private List<Token> words() throws Bad {
    var words = new ArrayList<Token>();
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) == ' ' || line.charAt(at) == '\t') {
        at++;
        continue;
      }
      int start = at;
      var text = new StringBuilder();
      boolean quoted = false;
      while (at < line.length()
          && (quoted || (line.charAt(at) != ' ' && line.charAt(at) != '\t'))) {
        if (line.charAt(at) == '"') {
          quoted = !quoted;
        } else {
          text.append(line.charAt(at));
        }
        at++;
      }
      Token token = new Token(text.toString(), start, at);
      if (quoted) {
        throw bad(IpsetCodes.UNREADABLE_LINE, token, "the quote has no end", "end it with `\"`");
      }
      words.add(token);
    }
    return words;
  }

  private void create(Token name, Token typeWord, List<Token> rest) throws Bad {
    SetType type =
        SetType.of(typeWord.text)
            .orElseThrow(() ->
                bad(
                    IpsetCodes.UNKNOWN_TYPE,
                    typeWord,
                    "`" + typeWord.text + "` is no type of set",
                    "write a type of `ipset help`, such as `hash:net`"));
    if (name.text.isEmpty() || name.text.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw bad(
          IpsetCodes.BAD_OPTION,
          name,
          "`" + name.text + "` is no name of a set",
          "write 1 to " + LONGEST_NAME + " bytes");
    }
    if (sets.containsKey(name.text)) {
      throw bad(
          IpsetCodes.MADE_TWICE,
          name,
          "the set `" + name.text + "` is made twice",
          "take one of the lines out");
    }
    Optional<Family> family = type.hasFamily() ? Optional.of(Family.IPV4) : Optional.empty();
    var settings = new ArrayList<Setting>();
    for (int i = 0; i < rest.size(); i++) {
      Token word = rest.get(i);
      if (EXIST.contains(word.text)) {
        continue;
      }
      if (word.text.equals("family")) {
        family = Optional.of(family(type, word, following(rest, i++)));
      } else if (SET_FLAGS.contains(word.text)) {
        settings.add(Setting.flag(word.text));
      } else {
        settings.add(setting(word, following(rest, i++), SET_VALUES));
      }
    }
    sets.put(
        name.text,
        new Building(
            new Ipset(name.text, type, family, settings, List.of(), file, span(name)),
            new ArrayList<>(),
            new HashSet<>()));
  }

  private Family family(SetType type, Token word, Optional<Token> value) throws Bad {
    String text = value.map(Token::text).orElse("");
    boolean six = text.equals("inet6");
    if ((!six && !text.equals("inet")) || !type.hasFamily() || (six && type.isBitmap())) {
      throw bad(
          IpsetCodes.BAD_OPTION,
          value.orElse(word),
          "a `" + type.label() + "` takes no `family " + text + "`",
          "write `family inet` or `family inet6` where the type takes it");
    }
    return six ? Family.IPV6 : Family.IPV4;
  }

  private Setting setting(Token word, Optional<Token> value, Map<String, Pattern> values)
      throws Bad {
    Pattern takes = values.get(word.text);
    if (takes == null) {
      throw bad(
          IpsetCodes.BAD_OPTION,
          word,
          "`" + word.text + "` is no option here",
          "take it out, or give what `ipset save` prints");
    }
    if (value.isEmpty() || !takes.matcher(value.get().text).matches()) {
      throw bad(
          IpsetCodes.BAD_OPTION,
          value.orElse(word),
          value.isEmpty()
              ? "`" + word.text + "` lacks its value"
              : "`" + value.get().text + "` is not a value of `" + word.text + "`",
          "give what `ipset save` prints");
    }
    return Setting.of(word.text, value.get().text);
  }

  private static Optional<Token> following(List<Token> words, int index) {
    return index + 1 < words.size() ? Optional.of(words.get(index + 1)) : Optional.empty();
  }

  private void add(Token name, Token element, List<Token> rest) throws Bad {
    Building set = sets.get(name.text);
    if (set == null) {
      throw bad(
          IpsetCodes.NO_SUCH_SET,
          name,
          "no line above makes the set `" + name.text + "`",
          "give the whole of what `ipset save` prints");
    }
    var settings = new ArrayList<Setting>();
    boolean wildcard = false;
    for (int i = 0; i < rest.size(); i++) {
      Token word = rest.get(i);
      if (word.text.equals("wildcard") && set.head.type() == SetType.HASH_NET_IFACE) {
        wildcard = true;
      } else if (MEMBER_FLAGS.contains(word.text)
          && set.head.type().dimensions().contains(Dimension.NETWORK)) {
        settings.add(Setting.flag(word.text));
      } else if (!EXIST.contains(word.text)) {
        settings.add(setting(word, following(rest, i++), MEMBER_VALUES));
      }
    }
    for (List<Part> parts : members(set.head, element, wildcard)) {
      if (!set.seen.add(parts)) {
        throw bad(
            IpsetCodes.BAD_MEMBER,
            element,
            "`" + element.text + "` is in the set `" + name.text + "` already",
            "take one of the lines out");
      }
      set.members.add(new Member(parts, settings, span(element)));
    }
  }

  private List<List<Part>> members(Ipset set, Token element, boolean wildcard) throws Bad {
    try {
      return new ElementReader(set, wildcard).members(element.text);
    } catch (ElementReader.NoMember e) {
      throw bad(IpsetCodes.BAD_MEMBER, element, e.why(), e.help());
    }
  }

  // ---- findings

  private Bad bad(Code code, Token word, String message, String help) {
    return new Bad(new Finding(code, new Place(file, span(word), line), message, help));
  }

  private Span span(Token word) {
    return new Span(number, bytes(word.start), bytes(word.end));
  }

  private int bytes(int characters) {
    return line.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
  }
}
