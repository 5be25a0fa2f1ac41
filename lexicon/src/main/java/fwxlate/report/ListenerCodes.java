package fwxlate.report;

import java.util.List;

/// The codes of findings about lists of listening sockets: FWX12nn.
public final class ListenerCodes {
  public static final Code UNREADABLE =
      new Code(
          "FWX1201",
          Severity.ERROR,
          "a line of a list of listeners cannot be read",
          """
          The list is the output of `ss -lntup`, `ss -H -ltnu`, `netstat -lntup` or `netstat -anp`, \
          whole or picked out with grep. A line that is none of theirs may hide a service, so \
          nothing is said about it; the others are used. What cannot be a socket (a heading in \
          another language, a shell prompt) is only a warning.

          Example: `tcp 0 0 localhost:mysql 0.0.0.0:* LISTEN`: names of hosts are never looked up.

          Instead: `LC_ALL=C ss -lntup > listeners`, as root, so that the programs' names are in it.
          """);

  public static final Code NONE =
      new Code(
          "FWX1202",
          Severity.WARNING,
          "a list of listeners names none",
          """
          No line of the file is a listening TCP or unconnected UDP socket. An empty list would \
          mean that nothing can be exposed; more likely the command that wrote it did not work.

          Instead: `ss -lntup > listeners`.
          """);

  private ListenerCodes() {}

  public static List<Code> all() {
    return List.of(UNREADABLE, NONE);
  }
}
