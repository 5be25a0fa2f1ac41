package fwxlate.kernel;

import java.util.concurrent.Callable;

/// A network namespace that lives as long as a task in it: a platform thread of its own that left
/// the JVM's namespace (`unshare(2)`; no other thread notices). The processes that the task starts
/// are in the namespace, too, and so is what it finds in `/proc/sys/net`.
///
/// Needs CAP_SYS_ADMIN for the namespace, and CAP_NET_ADMIN and CAP_NET_RAW for what [Kernel] does
/// in it: root, or a child JVM of `unshare --map-root-user --net`.
public final class Namespace {
  private Namespace() {}

  /// What a task computes in a namespace of its own, in which no interface but a loopback one
  /// exists, which is down.
  public static <T> T call(Callable<T> task) {
    try (var host = new Host()) {
      return host.call(task);
    }
  }
}
