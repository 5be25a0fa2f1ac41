package fwxlate.kernel;

/// The kernel or a tool did not do what the referee needs of it: rights are missing, a rule was
/// refused, a call went wrong.
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KernelException(String message) {
    super(message);
  }

  KernelException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The result, which is not negative. Refused where it is: an error number.
  static int checked(String what, long result) {
    if (result < 0) {
      throw new KernelException(what + ": error " + -result);
    }
    return (int) result;
  }
}
