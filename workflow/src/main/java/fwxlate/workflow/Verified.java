package fwxlate.workflow;

import fwxlate.report.Plural;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one back end of the kernel was asked, and how often it did what the proof says.
///
/// @param backend `nft` or `legacy`
/// @param notCompared how many packets and pairs for which reason
/// @param notAsked tables and chains that were not asked, with the reason
public record Verified(
    String backend, List<Chain> chains, Map<String, Integer> notCompared, List<String> notAsked) {
  /// What is counted of a chain.
  public enum Count {
    REGIONS("regions"),
    /// Of which no packet was compared: none that can be sent was found, or none was heard of.
    WITHOUT("regionsNotCompared"),
    PAIRS("pairs"),
    /// IPv6 packets that stand for no IPv4 packet, or are excepted.
    ALONE("alone"),
    AGREED("agreed"),
    NOT_COMPARED("notCompared"),
    DISAGREED("disagreed"),
    /// Pairs that the proof says are treated differently, and were.
    CONFIRMED("differencesConfirmed");

    private final String label;

    Count(String label) {
      this.label = label;
    }

    /// Its name in reports for programs.
    public String label() {
      return label;
    }
  }

  /// One built-in chain of both rulesets.
  public record Chain(String table, String chain, Map<Count, Integer> counts) {
    public Chain {
      counts = Map.copyOf(counts);
    }

    public int count(Count of) {
      return counts.getOrDefault(of, 0);
    }

    /// Both counts together.
    public Chain plus(Chain other) {
      var sums = new EnumMap<Count, Integer>(Count.class);
      sums.putAll(counts);
      other.counts.forEach((of, count) -> sums.merge(of, count, Integer::sum));
      return new Chain(table, chain, sums);
    }

    private String text() {
      int without = count(Count.WITHOUT);
      int confirmed = count(Count.CONFIRMED);
      return Plural.of(count(Count.REGIONS), "region")
          + (without == 0 ? "" : " (" + without + " without a packet compared)")
          + ", "
          + Plural.of(count(Count.PAIRS), "pair")
          + ", "
          + Plural.of(count(Count.ALONE), "IPv6 packet")
          + " alone: "
          + count(Count.AGREED)
          + " as the proof says, "
          + count(Count.DISAGREED)
          + " not, "
          + count(Count.NOT_COMPARED)
          + " not compared"
          + (confirmed == 0
              ? ""
              : "; " + Plural.of(confirmed, "pair") + " treated differently, as the proof says");
    }
  }

  public Verified {
    chains = List.copyOf(chains);
    notCompared = new TreeMap<>(notCompared);
    notAsked = List.copyOf(notAsked);
  }

  /// For people.
  public List<String> lines(boolean verbose) {
    var lines = new ArrayList<String>();
    Chain all = chains.stream().reduce(new Chain("", "", Map.of()), Chain::plus);
    lines.add("asked the kernel (" + backend + "): " + all.text());
    if (verbose || chains.size() > 1) {
      chains.forEach(c -> lines.add("  " + c.table + " " + c.chain + ": " + c.text()));
    }
    notCompared.forEach((why, count) -> lines.add("  not compared: " + count + " x " + why));
    notAsked.forEach(why -> lines.add("  not asked: " + why));
    return lines;
  }
}
