package fwxlate.cli.console;

/// Ends a command early with a message for the user; no stack trace.
public final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String text;

  public Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
    this.text = message;
  }

  /// What to tell the user; empty if nothing.
  public String text() {
    return text;
  }

  public int exitCode() {
    return exitCode;
  }

  /// The program behind the pipe reads no more: nothing is said, as with other filters.
  static Failure closedPipe() {
    return new Failure(ExitCode.CLOSED_PIPE, "");
  }

  /// Usage, or input that cannot be read.
  public static Failure usage(String message, String help) {
    return new Failure(ExitCode.USAGE, message + "\n  = help: " + help);
  }
}
