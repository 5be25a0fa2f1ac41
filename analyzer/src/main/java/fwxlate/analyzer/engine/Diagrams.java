package fwxlate.analyzer.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// An arena of multi-terminal decision diagrams: functions from a packet to a small number, each
/// kept once, so that equal functions are equal ints.
///
/// A node tests one level and has an edge for each run of the level's values that leads to the same
/// child. Invariants:
///
/// 1. children test later levels than their parents, or are terminals;
/// 2. no two neighbouring edges of a node have the same child, and no node has only one edge;
/// 3. no two nodes are alike (the unique table).
///
/// Hence two functions are equal exactly if their nodes are the same int. Sets are diagrams with
/// the terminals [#EMPTY] and [#FULL]. Not for use by several threads.
final class Diagrams {
  /// The terminal 0: the empty set; in verdicts, "not decided here".
  static final int EMPTY = 0;

  /// The terminal 1: the full set.
  static final int FULL = 1;

  private static final int TERMINAL_LEVEL = Integer.MAX_VALUE;
  private static final int CACHE_SIZE = 1 << 20;
  private static final int OVERRIDE = 1;
  private static final int WITHIN = 2;

  /// Thrown when the budget is used up: the answer is then open, never wrong.
  static final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverBudget() {
      super("more nodes than the budget allows", null, false, false);
    }
  }

  private final int[] domains;
  private final long budget;

  private int nodes;
  private int[] level = new int[1 << 12];
  private int[] offset = new int[1 << 12];
  private int[] count = new int[1 << 12];
  private int[] pool = new int[1 << 14];
  private int poolEnd;
  private int[] unique = new int[1 << 13];
  private final Map<Integer, Integer> terminals = new HashMap<>();
  private int[] stack = new int[1 << 12];
  private int top;
  private final int[] cacheKey = new int[3 * CACHE_SIZE];
  private final int[] cacheValue = new int[CACHE_SIZE];

  /// An arena for functions over levels with these numbers of values each.
  ///
  /// @param budget edges that may be made in all
  Diagrams(int[] domains, long budget) {
    this.domains = domains.clone();
    this.budget = budget;
    Arrays.fill(unique, -1);
    terminal(0);
    terminal(1);
  }

  int levels() {
    return domains.length;
  }

  /// The function that is `value` everywhere.
  int terminal(int value) {
    return terminals.computeIfAbsent(
        value,
        v -> {
          int id = newNode();
          level[id] = TERMINAL_LEVEL;
          offset[id] = v;
          return id;
        });
  }

  boolean isTerminal(int node) {
    return level[node] == TERMINAL_LEVEL;
  }

  /// The number of a terminal.
  int value(int terminal) {
    return offset[terminal];
  }

  /// Which level a node tests.
  int level(int node) {
    return level[node];
  }

  int edges(int node) {
    return count[node];
  }

  /// The last value of an edge's run.
  int upper(int node, int edge) {
    return pool[offset[node] + 2 * edge];
  }

  int child(int node, int edge) {
    return pool[offset[node] + 2 * edge + 1];
  }

  /// The child for one value of the node's level.
  int childAt(int node, int value) {
    int edge = 0;
    while (upper(node, edge) < value) {
      edge++;
    }
    return child(node, edge);
  }

  /// A set by one level: the values from `first` to `last`.
  int values(int atLevel, int first, int last) {
    int base = top;
    if (first > 0) {
      push(base, first - 1, EMPTY);
    }
    push(base, last, FULL);
    if (last < domains[atLevel] - 1) {
      push(base, domains[atLevel] - 1, EMPTY);
    }
    return make(atLevel, base);
  }

  /// A node made of runs; `uppers` ascend, the last is the level's last value.
  int node(int atLevel, List<int[]> uppersAndChildren) {
    int base = top;
    for (int[] edge : uppersAndChildren) {
      push(base, edge[0], edge[1]);
    }
    return make(atLevel, base);
  }

  int domain(int atLevel) {
    return domains[atLevel];
  }

  // ---- operations

  /// `first` where it is not 0, else `second`: the union of sets, the first match of verdicts.
  /// Associative.
  int override(int first, int second) {
    return apply(OVERRIDE, first, second);
  }

  /// `function` inside the set, 0 outside: the intersection of sets.
  int within(int set, int function) {
    return apply(WITHIN, set, function);
  }

  int not(int set) {
    return map(set, value -> value == 0 ? 1 : 0);
  }

  /// The part of `function` that lies outside `set`.
  int outside(int set, int function) {
    return within(not(set), function);
  }

  private int apply(int operation, int a, int b) {
    if (operation == OVERRIDE) {
      if (a == EMPTY || a == b) {
        return b;
      }
      if (b == EMPTY || isTerminal(a)) {
        return a;
      }
    } else {
      if (a == EMPTY || b == EMPTY) {
        return EMPTY;
      }
      if (a == FULL) {
        return b;
      }
      if (a == b) {
        return a;
      }
    }
    int slot = slot(operation, a, b);
    if (cacheKey[3 * slot] == operation
        && cacheKey[3 * slot + 1] == a
        && cacheKey[3 * slot + 2] == b) {
      return cacheValue[slot];
    }
    int at = Math.min(level[a], level[b]);
    boolean splitA = level[a] == at;
    boolean splitB = level[b] == at;
    int base = top;
    int i = 0;
    int j = 0;
    int last = domains[at] - 1;
    while (true) {
      int upperA = splitA ? upper(a, i) : last;
      int upperB = splitB ? upper(b, j) : last;
      int upper = Math.min(upperA, upperB);
      int made = apply(operation, splitA ? child(a, i) : a, splitB ? child(b, j) : b);
      push(base, upper, made);
      if (upper == last) {
        break;
      }
      if (upperA == upper) {
        i++;
      }
      if (upperB == upper) {
        j++;
      }
    }
    int result = make(at, base);
    cacheKey[3 * slot] = operation;
    cacheKey[3 * slot + 1] = a;
    cacheKey[3 * slot + 2] = b;
    cacheValue[slot] = result;
    return result;
  }

  private static int slot(int operation, int a, int b) {
    int hash = (a * 0x9E3779B1) ^ (b * 0x85EBCA77) ^ (operation * 0xC2B2AE3D);
    return (hash ^ (hash >>> 15)) & (CACHE_SIZE - 1);
  }

  /// The function with each of its values replaced.
  int map(int node, IntUnaryOperator change) {
    return map(node, change, new IntMemo());
  }

  private int map(int node, IntUnaryOperator change, IntMemo memo) {
    if (isTerminal(node)) {
      return terminal(change.applyAsInt(value(node)));
    }
    return rebuilt(node, child -> map(child, change, memo), memo);
  }

  /// The node with its children changed, once.
  private int rebuilt(int node, IntUnaryOperator change, IntMemo memo) {
    int known = memo.get(node);
    if (known >= 0) {
      return known;
    }
    int base = top;
    for (int edge = 0; edge < count[node]; edge++) {
      int upper = upper(node, edge);
      push(base, upper, change.applyAsInt(child(node, edge)));
    }
    int result = make(level[node], base);
    memo.put(node, result);
    return result;
  }

  /// The set of packets whose value passes the test.
  int where(int node, IntPredicate test) {
    return map(node, value -> test.test(value) ? 1 : 0);
  }

  /// The set of packets that can be brought into `set` by other values of the levels from `bottom`
  /// on.
  int above(int set, int bottom) {
    return above(set, bottom, new IntMemo());
  }

  private int above(int node, int bottom, IntMemo memo) {
    if (isTerminal(node)) {
      return node;
    }
    if (level[node] >= bottom) {
      // no node is empty but the terminal
      return FULL;
    }
    return rebuilt(node, child -> above(child, bottom, memo), memo);
  }

  /// The nodes at or below a level that the levels before it lead to, without [#EMPTY].
  Set<Integer> reached(int node, int from) {
    var nodes = new TreeSet<Integer>();
    reached(node, from, new IntMemo(), nodes);
    return nodes;
  }

  private void reached(int node, int from, IntMemo seen, Set<Integer> nodes) {
    if (node == EMPTY || seen.get(node) >= 0) {
      return;
    }
    seen.put(node, 1);
    if (isTerminal(node) || level[node] >= from) {
      nodes.add(node);
      return;
    }
    for (int edge = 0; edge < count[node]; edge++) {
      reached(child(node, edge), from, seen, nodes);
    }
  }

  /// The set of packets on which two functions have different values.
  int difference(int a, int b) {
    return differ(a, b, new HashMap<>());
  }

  private int differ(int a, int b, Map<Long, Integer> memo) {
    if (a == b) {
      return EMPTY;
    }
    if (isTerminal(a) && isTerminal(b)) {
      return FULL;
    }
    long key = ((long) a << 32) | b;
    Integer known = memo.get(key);
    if (known != null) {
      return known;
    }
    int at = Math.min(level[a], level[b]);
    int base = top;
    int i = 0;
    int j = 0;
    int last = domains[at] - 1;
    while (true) {
      int upperA = level[a] == at ? upper(a, i) : last;
      int upperB = level[b] == at ? upper(b, j) : last;
      int upper = Math.min(upperA, upperB);
      push(
          base,
          upper,
          differ(level[a] == at ? child(a, i) : a, level[b] == at ? child(b, j) : b, memo));
      if (upper == last) {
        break;
      }
      if (upperA == upper) {
        i++;
      }
      if (upperB == upper) {
        j++;
      }
    }
    int result = make(at, base);
    memo.put(key, result);
    return result;
  }

  /// All values that a function takes.
  List<Integer> values(int node) {
    var seen = new IntMemo();
    var found = new ArrayList<Integer>();
    collect(node, seen, found);
    found.sort(null);
    return found;
  }

  private void collect(int node, IntMemo seen, List<Integer> found) {
    if (seen.get(node) >= 0) {
      return;
    }
    seen.put(node, 1);
    if (isTerminal(node)) {
      found.add(value(node));
      return;
    }
    for (int edge = 0; edge < count[node]; edge++) {
      collect(child(node, edge), seen, found);
    }
  }

  /// All values that a function takes, each with the set of packets that have it, in one walk.
  SortedMap<Integer, Integer> parts(int node) {
    return parts(node, new HashMap<>());
  }

  private SortedMap<Integer, Integer> parts(
      int node, Map<Integer, SortedMap<Integer, Integer>> memo) {
    SortedMap<Integer, Integer> known = memo.get(node);
    if (known != null) {
      return known;
    }
    var parts = new TreeMap<Integer, Integer>();
    if (isTerminal(node)) {
      parts.put(value(node), FULL);
    } else {
      // by value: edges and the sets below them
      var below = new TreeMap<Integer, List<int[]>>();
      for (int edge = 0; edge < count[node]; edge++) {
        int at = edge;
        parts(child(node, edge), memo)
            .forEach((value, set) ->
                below.computeIfAbsent(value, _ -> new ArrayList<>()).add(new int[] {at, set}));
      }
      below.forEach((value, sets) -> parts.put(value, spanning(node, sets)));
    }
    memo.put(node, parts);
    return parts;
  }

  /// The set of packets that are in the given sets behind those edges of a node.
  private int spanning(int node, List<int[]> edgesAndSets) {
    int base = top;
    int next = 0;
    for (int[] edgeAndSet : edgesAndSets) {
      if (edgeAndSet[0] > next) {
        push(base, upper(node, edgeAndSet[0] - 1), EMPTY);
      }
      push(base, upper(node, edgeAndSet[0]), edgeAndSet[1]);
      next = edgeAndSet[0] + 1;
    }
    if (next < count[node]) {
      push(base, domains[level[node]] - 1, EMPTY);
    }
    return make(level[node], base);
  }

  /// How many nodes were made.
  int size() {
    return nodes;
  }

  // ---- making nodes

  private void push(int base, int upper, int child) {
    if (top > base && stack[top - 1] == child) {
      stack[top - 2] = upper;
      return;
    }
    if (top + 2 > stack.length) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
    stack[top] = upper;
    stack[top + 1] = child;
    top += 2;
  }

  /// The node of the edges pushed since `base`, which are taken off.
  private int make(int atLevel, int base) {
    int length = top - base;
    if (length == 2) {
      top = base;
      return stack[base + 1];
    }
    int hash = atLevel;
    for (int i = base; i < top; i++) {
      hash = hash * 31 + stack[i];
    }
    hash = spread(hash);
    int mask = unique.length - 1;
    int slot = hash & mask;
    while (unique[slot] >= 0) {
      int candidate = unique[slot];
      if (level[candidate] == atLevel
          && 2 * count[candidate] == length
          && Arrays.equals(pool, offset[candidate], offset[candidate] + length, stack, base, top)) {
        top = base;
        return candidate;
      }
      slot = (slot + 1) & mask;
    }
    if (poolEnd + length > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(2 * pool.length, poolEnd + length));
    }
    if (poolEnd / 2 > budget) {
      throw new OverBudget();
    }
    int id = newNode();
    level[id] = atLevel;
    offset[id] = poolEnd;
    count[id] = length / 2;
    System.arraycopy(stack, base, pool, poolEnd, length);
    poolEnd += length;
    top = base;
    unique[slot] = id;
    if (2L * nodes > unique.length) {
      grow();
    }
    return id;
  }

  private int newNode() {
    if (nodes == level.length) {
      level = Arrays.copyOf(level, 2 * nodes);
      offset = Arrays.copyOf(offset, 2 * nodes);
      count = Arrays.copyOf(count, 2 * nodes);
    }
    return nodes++;
  }

  private void grow() {
    unique = new int[2 * unique.length];
    Arrays.fill(unique, -1);
    int mask = unique.length - 1;
    for (int id = 0; id < nodes; id++) {
      if (isTerminal(id)) {
        continue;
      }
      int hash = level[id];
      for (int i = 0; i < 2 * count[id]; i++) {
        hash = hash * 31 + pool[offset[id] + i];
      }
      int slot = spread(hash) & mask;
      while (unique[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      unique[slot] = id;
    }
  }

  private static int spread(int hash) {
    int h = hash * 0x9E3779B1;
    return h ^ (h >>> 15);
  }

  /// A map from nodes to nodes, for one walk.
  private static final class IntMemo {
    private int[] keys = new int[64];
    private int[] values = new int[64];
    private int size;

    IntMemo() {
      Arrays.fill(keys, -1);
    }

    int get(int key) {
      int slot = spread(key) & (keys.length - 1);
      while (keys[slot] >= 0) {
        if (keys[slot] == key) {
          return values[slot];
        }
        slot = (slot + 1) & (keys.length - 1);
      }
      return -1;
    }

    void put(int key, int value) {
      if (2 * ++size > keys.length) {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[2 * oldKeys.length];
        values = new int[2 * oldKeys.length];
        Arrays.fill(keys, -1);
        for (int i = 0; i < oldKeys.length; i++) {
          if (oldKeys[i] >= 0) {
            insert(oldKeys[i], oldValues[i]);
          }
        }
      }
      insert(key, value);
    }

    private void insert(int key, int value) {
      int slot = spread(key) & (keys.length - 1);
      while (keys[slot] >= 0 && keys[slot] != key) {
        slot = (slot + 1) & (keys.length - 1);
      }
      keys[slot] = key;
      values[slot] = value;
    }
  }
}
