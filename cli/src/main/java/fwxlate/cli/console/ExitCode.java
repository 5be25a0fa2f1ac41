package fwxlate.cli.console;

/// What the process ends with.
public final class ExitCode {
  /// Done; no finding at or above `--fail-on`.
  public static final int DONE = 0;

  /// Done; findings at or above `--fail-on`, a difference, or a refuted proof.
  public static final int FINDINGS = 1;

  /// Usage, or input that cannot be read; nothing was written.
  public static final int USAGE = 2;

  /// A bug, or no memory left.
  public static final int INTERNAL = 3;

  /// The translation is incomplete under `--on-unmapped error`; nothing was written.
  public static final int INCOMPLETE = 4;

  /// Nobody reads the pipe that the result goes to; as if ended by SIGPIPE, which the JVM ignores.
  public static final int CLOSED_PIPE = 128 + 13;

  private ExitCode() {}
}
