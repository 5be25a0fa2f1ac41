package fwxlate.kernel;

import fwxlate.packet.Family;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A host: a network namespace of its own, with cables to others and sockets that talk. A platform
/// thread that left the JVM's namespace holds it, and it is gone when that and the sockets are.
///
/// For one thread, which need not be the one that made it.
public final class Host implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("namespace").daemon(true).factory());
  private final List<Endpoint> endpoints = new ArrayList<>();

  /// A host without interfaces but a loopback one, which is down.
  public Host() {
    try {
      call(() -> {
        try (Arena arena = Arena.ofConfined()) {
          return KernelException.checked(
              "unshare(CLONE_NEWNET)", new Libc(arena).unshare(Libc.CLONE_NEWNET));
        }
      });
    } catch (KernelException e) {
      thread.close();
      throw e;
    }
  }

  /// What a task computes in the namespace.
  <T> T call(Callable<T> task) {
    try {
      return thread.submit(task).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new KernelException("in a namespace", e);
    }
  }

  /// What a program prints on this host. Refused where it does not end with 0.
  ///
  /// @param command its name and arguments
  public String run(String... command) {
    return run(Arrays.asList(command), "");
  }

  private String run(List<String> command, String input) {
    var whole = new ArrayList<>(command);
    whole.set(0, Setup.tool(command.getFirst()));
    return call(() -> Shell.demand(whole, input));
  }

  /// `ip` commands, a line each: `link set lo up`.
  public void configure(String lines) {
    run(List.of("ip", "-batch", "-"), lines);
  }

  /// A kernel setting below `/proc/sys/net`.
  public void sysctl(String name, String value) {
    call(() -> {
      Setup.sysctl(name, value);
      return value;
    });
  }

  /// Lays a cable to another host (veth). Both ends are up.
  ///
  /// @param name of the interface at this host
  /// @param far of the one at the other
  public void plug(String name, Host other, String far) {
    String namespace =
        other.call(() -> {
          // thread-self is `PID/task/TID`
          String task = Files.readSymbolicLink(Path.of("/proc/thread-self")).toString();
          return "/proc/" + task + "/ns/net";
        });
    configure("link add " + name + " type veth peer name " + far + " netns " + namespace + "\n");
    configure("link set " + name + " up\n");
    other.configure("link set " + far + " up\n");
  }

  /// Loads rules as the system would.
  public void load(Backend backend, Family family, String rules) {
    // another process may hold the lock of the legacy tools
    run(List.of(backend.restore(family), "-w", "20"), rules);
  }

  /// The number of an interface.
  public int device(String name) {
    return call(() -> {
      try (Arena arena = Arena.ofConfined()) {
        return new Libc(arena).interfaceIndex(arena.allocateFrom(name));
      }
    });
  }

  /// A new socket of this host, which is closed with it at the latest.
  public Endpoint open(Endpoint.Kind kind, Family family) {
    Endpoint made = call(() -> new Endpoint(kind, family));
    endpoints.add(made);
    return made;
  }

  @Override
  public void close() {
    endpoints.forEach(Endpoint::close);
    thread.close();
  }
}
