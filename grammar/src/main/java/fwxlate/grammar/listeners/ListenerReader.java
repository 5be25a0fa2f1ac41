package fwxlate.grammar.listeners;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Numbers;
import fwxlate.listener.Listener;
import fwxlate.packet.Family;
import fwxlate.packet.Unsigned128;
import fwxlate.report.Finding;
import fwxlate.report.ListenerCodes;
import fwxlate.report.Place;
import fwxlate.report.Severity;
import fwxlate.ruleset.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads lists of listening sockets: what `ss -lntup`, `ss -H -ltnu`, `netstat -lntup` and `netstat
/// -anp` print, whole or picked out with grep. What each form of address means was measured with
/// iproute2 6.1 and net-tools 2.10 (testdata/listeners).
public final class ListenerReader {
  /// Transport protocols, as both tools name them; netstat adds a 6.
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("tcp", 6, "mptcp", 6, "udp", 17, "dccp", 33, "sctp", 132, "udplite", 136);

  /// Sockets without ports that the network could reach.
  private static final Set<String> OTHER_SOCKETS =
      Set.of(
          "nl", "raw", "raw6", "icmp", "icmp6", "p_raw", "p_dgr", "u_str", "u_seq", "u_dgr", "unix",
          "tipc", "v_str", "v_dgr", "xdp", "ax25", "packet", "x25", "ipx", "netrom", "l2cap",
          "rfcomm");

  private static final Set<String> WAITING = Set.of("LISTEN", "UNCONN");

  private static final Set<String> CONNECTED =
      Set.of(
          "ESTAB",
          "ESTABLISHED",
          "SYN-SENT",
          "SYN_SENT",
          "SYN-RECV",
          "SYN_RECV",
          "FIN-WAIT-1",
          "FIN_WAIT1",
          "FIN-WAIT-2",
          "FIN_WAIT2",
          "TIME-WAIT",
          "TIME_WAIT",
          "CLOSE",
          "CLOSE-WAIT",
          "CLOSE_WAIT",
          "LAST-ACK",
          "LAST_ACK",
          "CLOSING",
          "UNKNOWN");

  /// Headings, and what netstat says on standard error.
  private static final Pattern HEADING =
      Pattern.compile(
          "(Netid|State|Recv-Q|Proto)\\s.*|Active .*|\\(Not all .*|\\(No info .*| will not be .*");

  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern SS_PROGRAM = Pattern.compile("\\(\"([^\"]*)\",");
  private static final Pattern NETSTAT_PROGRAM =
      Pattern.compile("(?:^|\\s)\\d+/(.*?)(?:\\s{2,}|$)");
  private static final Pattern COULD_BE_A_SOCKET = Pattern.compile("\\S:(\\d|\\*|[a-z])");

  /// How wide netstat's column of local addresses is; longer addresses are cut to fit, and what is
  /// left looks like an address.
  private static final int NETSTAT_COLUMN = 23;

  private final String file;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private boolean oldSs;

  private ListenerReader(String file) {
    this.file = file;
  }

  /// What came of reading: a line is a listener, a finding, or known to be neither.
  public record ListenersReading(List<Listener> listeners, List<Finding> findings) {
    public ListenersReading {
      listeners = List.copyOf(listeners);
      findings = List.copyOf(findings);
    }
  }

  /// Reads a list.
  ///
  /// @param file its name, for findings
  public static ListenersReading read(String file, byte[] bytes) {
    return new ListenerReader(file).read(new String(bytes, StandardCharsets.UTF_8));
  }

  private ListenersReading read(String text) {
    String[] lines = text.replaceFirst("^\ufeff", "").split("\n", -1);
    for (String line : lines) {
      // before iproute2 4.14 `*` was all of IPv4 and `:::22` all of IPv6
      List<Token> words = words(line);
      oldSs |= local(words).filter(w -> isSs(words) && w.text.startsWith(":::")).isPresent();
    }
    for (int i = 0; i < lines.length; i++) {
      line(lines[i].replaceFirst("\r$", ""), i + 1);
    }
    if (listeners.isEmpty()) {
      findings.add(
          new Finding(
              ListenerCodes.NONE,
              Place.ofFile(file),
              "`" + file + "` names no listener",
              "write the list again: `ss -lntup > listeners`"));
    }
    return new ListenersReading(listeners, findings);
  }

  /// A word of a line.
  ///
  /// @param start character offset in the line
  private record Token(String text, int start) {
    int end() {
      return start + text.length();
    }
  }

  private static List<Token> words(String line) {
    var words = new ArrayList<Token>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(new Token(matcher.group(), matcher.start()));
    }
    return words;
  }

  private static boolean isState(Token word) {
    return WAITING.contains(word.text) || CONNECTED.contains(word.text);
  }

  /// Whether it is a line of ss: a state comes before the queues.
  private static boolean isSs(List<Token> words) {
    return words.size() >= 2 && (isState(words.get(0)) || isState(words.get(1)));
  }

  /// The word of the local address and port: after protocol, state and two queues in ss, after
  /// protocol and two queues in netstat.
  private static Optional<Token> local(List<Token> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    int at = isSs(words) && !isState(words.getFirst()) ? 4 : 3;
    return words.size() > at ? Optional.of(words.get(at)) : Optional.empty();
  }

  private void line(String line, int number) {
    List<Token> words = words(line);
    if (words.isEmpty() || HEADING.matcher(line).matches()) {
      return;
    }
    Token first = words.getFirst();
    if (OTHER_SOCKETS.contains(first.text)) {
      return;
    }
    if (line.charAt(0) == '\t') {
      // what `ss -i` and `ss -m` tell about the socket above
      return;
    }
    if (first.text.startsWith("users:(")) {
      namePrevious(line);
      return;
    }
    boolean bare = isState(first);
    String name = first.text.replaceFirst("6$", "");
    if (!bare && !PROTOCOLS.containsKey(name)) {
      unreadable(
          line, number, first, "`" + first.text + "` is no protocol and no state of a socket");
      return;
    }
    if (isSs(words)) {
      Token state = bare ? first : words.get(1);
      if (WAITING.contains(state.text)) {
        int protocol = bare ? (state.text.equals("LISTEN") ? 6 : 17) : protocol(name);
        socket(line, number, words, protocol, true, false, ssPrograms(line));
      }
      return;
    }
    if (words.size() < 5 || !words.get(1).text.matches("\\d+")) {
      unreadable(
          line, number, first, "the line has neither the columns of ss nor those of netstat");
      return;
    }
    netstat(line, number, words, protocol(name));
  }

  private static int protocol(String name) {
    Integer number = PROTOCOLS.get(name);
    if (number == null) {
      throw new IllegalArgumentException(name);
    }
    return number;
  }

  private void netstat(String line, int number, List<Token> words, int protocol) {
    Optional<Token> state = words.stream().skip(5).findFirst().filter(ListenerReader::isState);
    boolean datagrams = protocol == 17 || protocol == 136;
    if (state.isEmpty() && !datagrams) {
      unreadable(line, number, words.getFirst(), "the line has no state");
      return;
    }
    if (state.isPresent() && !state.get().text.equals("LISTEN")) {
      return;
    }
    int end = state.map(Token::end).orElse(words.get(4).end());
    Matcher program = NETSTAT_PROGRAM.matcher(line.substring(end).strip());
    socket(
        line,
        number,
        words,
        protocol,
        false,
        words.getFirst().text.endsWith("6"),
        program.find() ? Optional.of(program.group(1)) : Optional.empty());
  }

  private static Optional<String> ssPrograms(String line) {
    int users = line.indexOf("users:(");
    if (users < 0) {
      return Optional.empty();
    }
    var names = new TreeSet<String>();
    Matcher matcher = SS_PROGRAM.matcher(line.substring(users));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names.stream().collect(Collectors.joining(", ")));
  }

  /// On a narrow terminal old versions of ss put the programs on a line of their own.
  private void namePrevious(String line) {
    if (listeners.isEmpty()) {
      return;
    }
    Listener last = listeners.removeLast();
    listeners.add(
        new Listener(
            last.protocol(),
            last.address(),
            last.port(),
            last.onIpv4(),
            last.onIpv6(),
            last.device(),
            last.process().or(() -> ssPrograms(line)),
            last.certain(),
            last.line()));
  }

  // ---- addresses

  private void socket(
      String line,
      int number,
      List<Token> words,
      int protocol,
      boolean isSs,
      boolean six,
      Optional<String> process) {
    Optional<Token> local = local(words);
    int colon = local.map(w -> w.text.lastIndexOf(':')).orElse(-1);
    if (local.isEmpty() || colon < 1) {
      unreadable(line, number, local.orElse(words.getLast()), "there is no `ADDRESS:PORT`");
      return;
    }
    String portText = local.get().text.substring(colon + 1);
    Optional<Integer> port =
        Numbers.unsigned(portText, 1, 65_535).map(Long::intValue).or(() -> Names.service(portText));
    if (port.isEmpty()) {
      unreadable(line, number, local.get(), "`" + portText + "` is no port");
      return;
    }
    String text = local.get().text.substring(0, colon);
    int percent = text.indexOf('%');
    Optional<String> device =
        percent < 0 ? Optional.empty() : Optional.of(text.substring(percent + 1).replace("]", ""));
    boolean bracketed = text.startsWith("[");
    String address =
        (percent < 0 ? text : text.substring(0, percent)).replaceFirst("^\\[", "").replace("]", "");
    boolean cut = !isSs && six && local.get().text.length() == NETSTAT_COLUMN;
    Optional<Reach> reach = isSs ? ss(address, bracketed) : netstat(address, six, cut);
    if (reach.isEmpty()) {
      unreadable(line, number, local.get(), "`" + address + "` is no address");
      return;
    }
    listeners.add(
        new Listener(
            protocol,
            address,
            port.get(),
            reach.get().four,
            reach.get().six,
            device,
            process,
            reach.get().certain && !cut,
            number));
  }

  /// Which families reach a socket.
  private record Reach(boolean four, boolean six, boolean certain) {}

  private static final Reach FOUR = new Reach(true, false, true);
  private static final Reach SIX = new Reach(false, true, true);
  private static final Reach BOTH = new Reach(true, true, true);
  private static final Reach SIX_OR_BOTH = new Reach(true, true, false);

  /// `*` is a socket of both families, `[::]` one of IPv6 only, `:::22` (before 4.14) either.
  private Optional<Reach> ss(String address, boolean bracketed) {
    if (address.equals("*")) {
      return Optional.of(oldSs ? SIX_OR_BOTH : BOTH);
    }
    if (address.equals("::") && !bracketed) {
      return Optional.of(SIX_OR_BOTH);
    }
    return exact(address);
  }

  /// `:::22` may or may not take IPv4; a line of tcp6 may hold a mapped IPv4 address in dots.
  private static Optional<Reach> netstat(String address, boolean six, boolean cut) {
    if (address.equals("*") || address.equals("::")) {
      return Optional.of(six ? SIX_OR_BOTH : FOUR);
    }
    if (cut) {
      boolean mapped = address.startsWith("::ffff:") && address.contains(".");
      return Optional.of(mapped ? FOUR : SIX);
    }
    return exact(address);
  }

  private static Optional<Reach> exact(String address) {
    if (Addresses.parse(address, Family.IPV4).isPresent()) {
      return Optional.of(FOUR);
    }
    return Addresses.parse(address, Family.IPV6).map(a -> isMapped(a) ? FOUR : SIX);
  }

  /// `::ffff:0:0/96`.
  private static boolean isMapped(Unsigned128 address) {
    return address.high() == 0 && address.low() >>> 32 == 0xffff;
  }

  private void unreadable(String line, int number, Token word, String why) {
    var place =
        new Place(file, new Span(number, bytes(line, word.start), bytes(line, word.end())), line);
    var finding =
        new Finding(
            ListenerCodes.UNREADABLE,
            place,
            why,
            "write the list with `LC_ALL=C ss -lntup`, or take the line out");
    findings.add(COULD_BE_A_SOCKET.matcher(line).find() ? finding : finding.as(Severity.WARNING));
  }

  private static int bytes(String line, int characters) {
    return line.substring(0, characters).getBytes(StandardCharsets.UTF_8).length;
  }
}
