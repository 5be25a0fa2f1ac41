package fwxlate.kernel;

import fwxlate.grammar.sets.IpsetWriter;
import fwxlate.ipset.Ipsets;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The kernel of this machine as a referee: a table of rules in the network namespace of the
/// calling thread, and what becomes of packets at its chains. Lives in [Namespace#call], for one
/// thread.
///
/// The method, and what was measured with it, is in docs/kernel.md.
public final class Kernel implements AutoCloseable {
  /// The interfaces that there are from the beginning.
  public static final List<String> INTERFACES = List.of("eth0", "eth1", "lo", "wg0");

  /// What the loopback device is called here, so that a cable can have the name `lo`.
  private static final String LOOPBACK = "loop";

  private static final int ETHERTYPE4 = 0x0800;
  private static final int ETHERTYPE6 = 0x86dd;
  private static final long NO_MAC = 1L << 48;
  private static final long SOME_MAC = 0x02005e005301L;

  private final Family family;
  private final Backend backend;
  private final Cables kind;
  private final Arena arena = Arena.ofConfined();
  private final Libc libc = new Libc(arena);
  private final Log log;
  private final Routes routes;
  private final Netlink flows;
  private final Sockets sockets;
  private final Path lock;
  private final MemorySegment frame = arena.allocate(1 << 17);
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Cable> cables = new HashMap<>();
  private String table = "";
  private boolean tracked;
  private String taps = "";
  private Instrumented loaded = new Instrumented("", List.of(), Set.of());

  private Kernel(Family family, Backend backend, Optional<Cables> wish) {
    this.family = family;
    this.backend = backend;
    this.kind = wish.orElseGet(() -> Tap.canOpen(libc, arena) ? Cables.TAP : Cables.VETH);
    try {
      this.lock = Files.createTempFile("xtables", ".lock");
      lock.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Setup.host(LOOPBACK, family);
    this.log = new Log(libc, arena);
    this.flows = new Netlink(libc, arena, Netlink.NETFILTER);
    this.routes = new Routes(libc, arena, family);
    this.sockets = new Sockets(libc, arena, family);
    plug(INTERFACES, Taps.common());
  }

  /// A referee in the calling thread's network namespace, which must be a new one; with taps where
  /// there are any.
  public static Kernel open(Family family, Backend backend) {
    return new Kernel(family, backend, Optional.empty());
  }

  /// The same with cables of a kind.
  public static Kernel open(Family family, Backend backend, Cables kind) {
    return new Kernel(family, backend, Optional.of(kind));
  }

  /// The kind of its cables.
  public Cables cables() {
    return kind;
  }

  /// Why the kernel cannot be asked on this machine with every back end; nothing if it can.
  public static Optional<String> obstacle() {
    return Stream.of(Backend.values()).flatMap(b -> obstacle(b).stream()).findFirst();
  }

  /// Why the kernel cannot be asked with a back end; nothing if it can.
  public static Optional<String> obstacle(Backend backend) {
    try {
      return Namespace.call(() -> {
        for (Family family : Family.values()) {
          Shell.Said said =
              Shell.run(List.of(Setup.tool(backend.restore(family)), "--version"), Map.of(), "");
          if (said.exitCode() != 0) {
            return Optional.of(backend.restore(family) + ": " + said.out().strip());
          }
        }
        try (Kernel _ = open(Family.IPV4, backend)) {
          return Optional.empty();
        }
      });
    } catch (KernelException | UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private int interfaceIndex(String name) {
    int index = libc.interfaceIndex(arena.allocateFrom(name));
    if (index == 0) {
      throw new KernelException("no interface " + name);
    }
    return index;
  }

  /// @param before nftables rules that are made first
  private void plug(List<String> names, String before) {
    var made = new LinkedHashMap<String, Integer>();
    var ends = new ArrayList<String>();
    var rules = new StringBuilder(before);
    for (String name : names) {
      String other = "_fwo" + cables.size();
      cables.put(
          name,
          switch (kind) {
            case TAP -> new Tap(libc, arena, name);
            case VETH -> new Veth(libc, arena, name, other);
          });
      int index = interfaceIndex(name);
      made.put(name, index);
      rules.append(Taps.device(name, index));
      if (kind == Cables.VETH) {
        ends.add(other);
        rules.append(Taps.socketEnd(other));
      }
    }
    Setup.devices(made, family);
    Setup.socketEnds(ends);
    nft(rules.toString());
    indexes.putAll(made);
  }

  private static void nft(String rules) {
    Shell.demand(List.of(Setup.tool("nft"), "-f", "-"), rules);
  }

  private int index(String name) {
    if (!indexes.containsKey(name)) {
      plug(List.of(name), "");
    }
    return Objects.requireNonNull(indexes.get(name));
  }

  /// Puts a table in the place of what was loaded before, to be asked at a built-in chain: where
  /// packets cross one on their way to another (mangle, nat), the others let everything pass.
  /// Refused (KernelException) where the tool refuses it.
  public void load(Ruleset ruleset, String name, String chain) {
    boolean crosses = name.equals("mangle") || name.equals("nat");
    load(ruleset, name, crosses ? List.of(chain) : Table.builtIns(name));
  }

  private void load(Ruleset ruleset, String name, List<String> hooks) {
    if (ruleset.family() != family) {
      throw new IllegalArgumentException("rules of another family");
    }
    if (!table.equals(name) && !table.isEmpty()) {
      restore(Instrumented.empty(family, table));
    }
    Instrumented wanted = Instrumented.of(ruleset, name, hooks);
    if (!loaded.equals(wanted)) {
      restore(wanted.text());
    }
    table = name;
    loaded = wanted;
    tracked = Tracking.isUsed(ruleset.table(name).orElseThrow());
    String around = Taps.around(name, hooks, tracked);
    if (!taps.equals(around)) {
      nft(around);
      taps = around;
    }
    log.drain();
  }

  /// Makes ipsets, which rules that are loaded later may ask; once, for what rules ask cannot be
  /// taken away. Refused (KernelException) where ipset refuses them.
  public void make(Ipsets sets) {
    if (!sets.isEmpty()) {
      Shell.demand(List.of(Setup.tool("ipset"), "restore"), IpsetWriter.write(sets.makeable()));
    }
  }

  /// The name of the loaded table; empty before the first.
  public String table() {
    return table;
  }

  /// Whether the loaded table turned connection tracking on.
  public boolean isTracked() {
    return tracked;
  }

  private void restore(String text) {
    Shell.Said said =
        Shell.run(
            List.of(Setup.tool(backend.restore(family))),
            Map.of("XTABLES_LOCKFILE", lock.toString()),
            text);
    if (said.exitCode() != 0) {
      throw new KernelException(said.out().strip() + "\n" + text);
    }
  }

  /// The packet with what connection tracking will know of its flow, where the kernel is left no
  /// choice: the flow's addresses, ports, status.
  public static Packet seen(Packet packet, Family family) {
    return Flow.seen(packet, family);
  }

  /// Whether packets can be made so that an opaque predicate is true or false of them.
  ///
  /// @param key of the predicate
  public static boolean decides(String key, Family family) {
    return Decided.decides(key, family);
  }

  /// The packet with what predicates will answer about it when it is asked with these extension
  /// headers.
  ///
  /// @param keys that the referee decides
  public Packet answered(Packet packet, Extensions extensions, Collection<String> keys) {
    var decided = new Decided(packet, extensions, family, n -> isName(n) ? index(n) : 0);
    Packet answered = packet;
    for (String key : keys) {
      answered = answered.withAnswer(key, decided.answer(key));
    }
    return answered;
  }

  /// Addresses of all kinds that routes give them.
  public List<Unsigned128> addresses() {
    var all = new ArrayList<>(AddressKinds.samples(family));
    INTERFACES.forEach(name -> all.add(AddressKinds.own(index(name), family)));
    return all;
  }

  /// What becomes of a packet at a built-in chain. Refused where it cannot be sent as it is.
  public Answer ask(String chain, Packet packet) throws PacketBytes.Unsendable {
    return ask(chain, packet, Extensions.NONE);
  }

  /// The same of a packet with extension headers.
  public Answer ask(String chain, Packet packet, Extensions extensions)
      throws PacketBytes.Unsendable {
    boolean invalid = tracked && Flow.state(packet) == CtState.INVALID;
    Answer answer = ask(chain, packet, extensions, false);
    // what is INVALID by itself is; of the rest, a wrong checksum makes it so
    return invalid && !answer.state().equals(Optional.of(CtState.INVALID))
        ? ask(chain, packet, extensions, true)
        : answer;
  }

  private Answer ask(String chain, Packet packet, Extensions extensions, boolean spoiled)
      throws PacketBytes.Unsendable {
    Flow.Way way = tracked ? Flow.way(packet, family) : Flow.Way.FRESH;
    var known = new ArrayList<Flow>();
    Optional<byte[]> quoted = Optional.empty();
    Optional<Flow> flow = Optional.empty();
    if (way != Flow.Way.FRESH && way != Flow.Way.UNTRACKED) {
      flow = Optional.of(Flow.of(packet, family));
      quoted =
          way == Flow.Way.QUOTING ? Optional.of(Flow.quotation(packet, family)) : Optional.empty();
    }
    boolean forwarded = chain.equals("FORWARD") || (chain.equals("POSTROUTING") && cameIn(packet));
    int hops = forwarded ? 1 : 0;
    byte[] bytes =
        PacketBytes.of(packet, family, new PacketBytes.How(hops, spoiled, quoted, extensions));
    try {
      if (flow.isPresent()) {
        make(flow.get(), way, packet, known);
      }
      boolean sent = send(packet, way, bytes);
      // own packets go through their hooks before the socket's call returns
      List<Log.Entry> entries =
          kind == Cables.VETH && cameIn(packet) ? log.until(Taps.THROUGH) : log.drain();
      return sent ? HeardOf.of(family, chain, bytes, entries, loaded) : HeardOf.NOT_REACHED;
    } finally {
      for (Flow made : known) {
        flows.ask(made.delete());
      }
    }
  }

  private static boolean cameIn(Packet packet) {
    return !packet.value(Field.IN_INTERFACE).isZero();
  }

  private void make(Flow flow, Flow.Way way, Packet packet, List<Flow> known)
      throws PacketBytes.Unsendable {
    long mark = packet.value(Field.CONNMARK).toLong();
    Optional<Flow> master = Optional.empty();
    if (way == Flow.Way.EXPECTED_BY_ANOTHER) {
      master = Optional.of(flow.master());
      make(flow.master(), Flow.SEEN_REPLY | Flow.ASSURED, 0, Optional.empty(), known);
    }
    boolean answered = way != Flow.Way.EXPECTED_BY_ANOTHER && Flow.state(packet) != CtState.NEW;
    make(flow, answered ? Flow.SEEN_REPLY | Flow.ASSURED : 0, mark, master, known);
  }

  private void make(Flow flow, int status, long mark, Optional<Flow> by, List<Flow> known)
      throws PacketBytes.Unsendable {
    int error = flows.ask(flow.create(status, mark, by));
    if (error != 0) {
      throw new PacketBytes.Unsendable("no such flow can be made: error " + -error);
    }
    known.add(flow);
  }

  private boolean send(Packet packet, Flow.Way way, byte[] bytes) throws PacketBytes.Unsendable {
    boolean untracked = way == Flow.Way.UNTRACKED;
    if (!cameIn(packet)) {
      String out = name(packet, Field.OUT_INTERFACE);
      if (out.isEmpty()) {
        throw new PacketBytes.Unsendable("it has no interface");
      }
      int index = index(out);
      routes.answer(index);
      return sockets.send(packet, out, index, untracked, bytes);
    }
    String in = name(packet, Field.IN_INTERFACE);
    String out = name(packet, Field.OUT_INTERFACE);
    int index = index(in);
    routes.lead(index, out.isEmpty() ? Optional.empty() : Optional.of(index(out)));
    if (out.isEmpty()) {
      sockets.join(index, packet.value(Field.DESTINATION));
    }
    if (kind == Cables.VETH && bytes.length > Cable.MTU) {
      throw new PacketBytes.Unsendable("it is longer than the interface takes");
    }
    Cable cable = cables.get(in);
    if (cable == null) {
      throw new IllegalStateException(in);
    }
    cable.write(frame, frame(packet, untracked, bytes));
    return true;
  }

  private static boolean isName(String name) {
    return !name.matches(".*[?/:\"].*");
  }

  private static String name(Packet packet, Field field) throws PacketBytes.Unsendable {
    Unsigned128 number = packet.value(field);
    if (!number.isZero() && !isName(number)) {
      throw new PacketBytes.Unsendable("no interface has such a name");
    }
    return InterfaceName.toString(number);
  }

  /// Whether an interface can have the name of a number.
  static boolean isName(Unsigned128 number) {
    String name = InterfaceName.toString(number);
    return !name.isEmpty()
        && name.length() <= InterfaceName.LONGEST
        && InterfaceName.of(name).equals(number)
        && isName(name);
  }

  /// The Ethernet frame; what its destination says is what [Taps] does.
  private long frame(Packet packet, boolean untracked, byte[] bytes) throws PacketBytes.Unsendable {
    Unsigned128 source = packet.value(Field.MAC_SOURCE);
    long mac = source.toLong() == NO_MAC ? SOME_MAC : source.toLong();
    // nftables reads the bytes in the machine's order
    long mark =
        (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? Integer.reverseBytes((int) packet.value(Field.MARK).toLong())
                : packet.value(Field.MARK).toLong())
            & 0xffffffffL;
    long type = packet.value(Field.PACKET_TYPE).toLong();
    if (type > 3) {
      throw new PacketBytes.Unsendable("no packet type " + type);
    }
    long destination = (untracked ? (long) Taps.NOTRACK << 40 : 0) | (type << 32) | mark;
    for (int i = 0; i < 6; i++) {
      frame.set(ValueLayout.JAVA_BYTE, i, (byte) (destination >> (40 - 8 * i)));
      frame.set(ValueLayout.JAVA_BYTE, 6 + i, (byte) (mac >> (40 - 8 * i)));
    }
    int ethertype = family == Family.IPV4 ? ETHERTYPE4 : ETHERTYPE6;
    frame.set(ValueLayout.JAVA_BYTE, 12, (byte) (ethertype >> 8));
    frame.set(ValueLayout.JAVA_BYTE, 13, (byte) ethertype);
    MemorySegment.copy(bytes, 0, frame, ValueLayout.JAVA_BYTE, Cable.HEADER, bytes.length);
    return (long) Cable.HEADER + bytes.length;
  }

  @Override
  public void close() {
    cables.values().forEach(Cable::close);
    log.close();
    flows.close();
    routes.close();
    sockets.close();
    arena.close();
    try {
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
