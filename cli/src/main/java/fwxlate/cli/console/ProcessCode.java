package fwxlate.cli.console;

/// What a process of this program ends with. A JVM that does not start ends with 1, as a program
/// with findings does: the launcher, which must tell them apart, names another code for findings.
///
/// @param findings stands for [ExitCode#FINDINGS]; the same where nobody has to tell
public record ProcessCode(int findings) {
  private static final String PROPERTY = "fwxlate.exit.findings";

  /// As this process was started; one that it starts with its own command line is the same.
  public static ProcessCode ofThisProcess() {
    return new ProcessCode(Integer.getInteger(PROPERTY, ExitCode.FINDINGS));
  }

  public int of(int exitCode) {
    return exitCode == ExitCode.FINDINGS ? findings : exitCode;
  }

  /// The exit code that a process said with its own.
  public int exitCode(int code) {
    if (code == findings) {
      return ExitCode.FINDINGS;
    }
    return code == ExitCode.FINDINGS ? ExitCode.INTERNAL : code;
  }
}
