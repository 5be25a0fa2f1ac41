package fwxlate.cli.command;

import fwxlate.analyzer.meaning.Packets;
import fwxlate.cli.console.Failure;
import fwxlate.cli.console.ProcessCode;
import fwxlate.kernel.Answer;
import fwxlate.kernel.Backend;
import fwxlate.kernel.Kernel;
import fwxlate.kernel.UserNamespace;
import fwxlate.packet.Family;
import fwxlate.replay.Replay;
import fwxlate.replay.Replay.Outcome;
import fwxlate.replay.Replay.Played;
import fwxlate.replay.Words;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ProofCodes;
import fwxlate.ruleset.Ruleset;
import fwxlate.translator.proof.Witnesses;
import fwxlate.translator.proof.Witnesses.Fate;
import fwxlate.translator.proof.Witnesses.Region;
import fwxlate.workflow.Comparison;
import fwxlate.workflow.ProofFindings;
import fwxlate.workflow.Verified;
import fwxlate.workflow.Verified.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The kernel of this machine, asked about two rulesets. The one class of the program that sees the
/// kernel module, so that no other command loads it.
public final class AskedKernel {
  /// Pairs that are looked for in each region.
  private static final int EACH = 6;

  /// The same packets each time.
  private static final long SEED = 1;

  private final List<Backend> backends;

  private AskedKernel(List<Backend> backends) {
    this.backends = backends;
  }

  /// What came of it.
  public record Answers(List<Verified> kernel, List<Finding> findings) {}

  /// The kernel with a back end, or with each that is installed. Refused where it cannot be asked:
  /// this is the one place that asks whether it can.
  static AskedKernel of(Optional<String> wished) throws Failure {
    var usable = new ArrayList<Backend>();
    var obstacles = new LinkedHashMap<String, String>();
    for (Backend backend : Backend.values()) {
      if (wished.isPresent()
          && !wished.get().equals("both")
          && !wished.get().equals(name(backend))) {
        continue;
      }
      Optional<String> obstacle = Kernel.obstacle(backend);
      obstacle.ifPresentOrElse(why -> obstacles.put(name(backend), why), () -> usable.add(backend));
    }
    boolean all = wished.isPresent();
    if (usable.isEmpty() || (all && !obstacles.isEmpty())) {
      Map.Entry<String, String> first = obstacles.entrySet().iterator().next();
      throw Failure.usage(
          "the kernel cannot be asked (" + first.getKey() + "): " + first.getValue(),
          "run it as root, or where users can make namespaces (`unshare --map-root-user --net`), with"
              + " iptables, iproute2 and nftables installed; `fwxlate prove` asks nobody");
    }
    return new AskedKernel(List.copyOf(usable));
  }

  /// How this command ended that was run again where it has the rights to ask; nothing where it has
  /// them, or cannot get them.
  static Optional<Integer> asRootOfAUserNamespace() {
    return UserNamespace.rerun().map(ProcessCode.ofThisProcess()::exitCode);
  }

  private static String name(Backend backend) {
    return backend.name().toLowerCase(Locale.ROOT);
  }

  /// Sends packets of every region of the proof.
  Answers verify(Comparison.Outcome done) {
    Witnesses.Found found = Witnesses.of(done.theorem(), Replay.wanted(EACH, SEED));
    var task = Replay.Task.of(found, done.rules4(), done.rules6());
    var kernel = new ArrayList<Verified>();
    var findings = new ArrayList<Finding>();
    for (String why : found.open()) {
      findings.add(notAsked(done, why));
    }
    for (Backend backend : backends) {
      List<Played> played = Replay.of(List.of(task), backend).getFirst();
      Answers answers = answers(name(backend), done, found, played);
      kernel.addAll(answers.kernel);
      findings.addAll(answers.findings);
    }
    return new Answers(kernel, findings);
  }

  /// What a back end's answers come to.
  public static Answers answers(
      String backend, Comparison.Outcome done, Witnesses.Found found, List<Played> played) {
    Verified verified = verified(backend, found, played);
    var findings = new ArrayList<Finding>();
    verified.notAsked().forEach(why -> findings.add(notAsked(done, backend + ": " + why)));
    for (Played one : played) {
      if (one.outcome() instanceof Outcome.Contradicted(var four, var six)) {
        findings.add(contradicted(backend, done, one, four, six));
      }
    }
    return new Answers(List.of(verified), findings);
  }

  private static Finding notAsked(Comparison.Outcome done, String why) {
    return new Finding(
        ProofCodes.KERNEL_NOT_ASKED,
        Place.ofFile(done.compared().v4().file()),
        "not compared with the kernel: " + why,
        "see whether the restore tools load both files here");
  }

  private static Verified verified(String backend, Witnesses.Found found, List<Played> played) {
    var chains = new LinkedHashMap<String, Verified.Chain>();
    Set<Region> compared =
        played.stream()
            .filter(p ->
                p.outcome() instanceof Outcome.Agreed
                    || p.outcome() instanceof Outcome.Contradicted)
            .map(Played::region)
            .collect(Collectors.toSet());
    for (Region region : found.regions()) {
      count(chains, region, Count.REGIONS);
      if (!compared.contains(region)) {
        count(chains, region, Count.WITHOUT);
      }
    }
    var reasons = new TreeMap<String, Integer>();
    var notAsked = new TreeSet<String>();
    for (Played one : played) {
      Region region = one.region();
      count(chains, region, one.pair().four().isPresent() ? Count.PAIRS : Count.ALONE);
      switch (one.outcome()) {
        case Outcome.Agreed(Optional<Answer> four, Answer six) -> {
          count(chains, region, Count.AGREED);
          boolean differ =
              four.filter(answer -> !Words.done(answer).equals(Words.done(six))).isPresent();
          if (differ && one.pair().differs()) {
            count(chains, region, Count.CONFIRMED);
          }
        }
        case Outcome.NotSent(String why) -> {
          reasons.merge(why, 1, Integer::sum);
          count(chains, region, Count.NOT_COMPARED);
        }
        case Outcome.NotLoaded(String why) -> {
          notAsked.add("table " + region.table() + ": " + why);
          count(chains, region, Count.NOT_COMPARED);
        }
        case Outcome.Contradicted _ -> count(chains, region, Count.DISAGREED);
      }
    }
    return new Verified(backend, List.copyOf(chains.values()), reasons, List.copyOf(notAsked));
  }

  private static void count(Map<String, Verified.Chain> chains, Region region, Count count) {
    var one = new Verified.Chain(region.table(), region.chain().name(), Map.of(count, 1));
    chains.merge(region.table() + " " + region.chain().name(), one, Verified.Chain::plus);
  }

  private static Finding contradicted(
      String backend, Comparison.Outcome done, Played one, Optional<Answer> four, Answer six) {
    Region region = one.region();
    var details = new LinkedHashMap<String, String>();
    details.put("backend", backend);
    var sides = new ArrayList<String>();
    Optional<Fate> fate4 = one.pair().four();
    if (fate4.isPresent() && four.isPresent()) {
      sides.add(
          side(
              Family.IPV4,
              fate4.get(),
              four.get(),
              region,
              done.rules4(),
              done.compared().v4().file(),
              details));
    }
    sides.add(
        side(
            Family.IPV6,
            one.pair().six(),
            six,
            region,
            done.rules6(),
            done.compared().v6().file(),
            details));
    Place place =
        fate4
            .map(fate ->
                ProofFindings.place(fate.decision().by(), done.rules4(), done.compared().v4()))
            .orElseGet(() -> Place.ofFile(done.compared().v6().file()));
    return new Finding(
        ProofCodes.KERNEL_DISAGREES,
        ProofCodes.KERNEL_DISAGREES.severity(),
        place,
        region.table() + " " + region.chain() + " (" + backend + "): " + String.join("; ", sides),
        "please report this with both files, `uname -r` and `iptables --version`",
        details);
  }

  /// One packet, what the proof says of it, and what the kernel did.
  private static String side(
      Family family,
      Fate fate,
      Answer answer,
      Region region,
      Ruleset rules,
      String file,
      Map<String, String> details) {
    String number = family == Family.IPV4 ? "4" : "6";
    String packet = Packets.toString(fate.packet(), family);
    String proven =
        ProofFindings.said(fate.decision(), rules, file, region.table(), region.chain().name());
    String kernel =
        Words.done(answer)
            + " "
            + ProofFindings.by(
                Words.by(region.table(), answer),
                rules,
                file,
                region.table(),
                region.chain().name());
    details.put("packet" + number, packet);
    details.put("verdict" + number, proven);
    details.put("kernel" + number, kernel);
    return "`" + packet + "` is by the proof " + proven + ", in the kernel " + kernel;
  }
}
