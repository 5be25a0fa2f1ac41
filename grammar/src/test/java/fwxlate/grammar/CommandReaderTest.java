package fwxlate.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What commands do to the rules and chains above them: measured with iptables 1.8.9, both back
/// ends.
final class CommandReaderTest {
  /// The protocols of the rules of a user chain with the rules 1 and 2, and what a line says to it.
  private static String after(String... commands) {
    Sample sample = onTwoRules(commands);
    assertThat(sample.said()).isEmpty();
    return String.join(" ", sample.rules()).replace("-A A -p ", "");
  }

  private static Sample onTwoRules(String... commands) {
    var lines = new ArrayList<>(List.of(":A - [0:0]", "-A A -p 1", "-A A -p 2"));
    lines.addAll(Arrays.asList(commands));
    return Sample.filter(lines.toArray(String[]::new));
  }

  private static void refused(String command, String... said) {
    assertThat(onTwoRules(command).said()).containsExactly(said);
  }

  // ---- -I

  @Test
  void aRuleIsInsertedBeforeTheRuleOfItsNumber() {
    assertThat(after("-I A -p 7")).isEqualTo("7 icmp 2");
    assertThat(after("-I A 1 -p 7")).isEqualTo("7 icmp 2");
    assertThat(after("-I A 2 -p 7")).isEqualTo("icmp 7 2");
    assertThat(after("--insert A 2 -p 7")).isEqualTo("icmp 7 2");
  }

  @Test
  void theNumberAfterTheLastRuleIsTheEnd() {
    assertThat(after("-I A 3 -p 7")).isEqualTo("icmp 2 7");
    assertThat(after("-F A", "-I A 1 -p 7")).isEqualTo("7");
  }

  @Test
  void aRuleIsNotInsertedFurtherDown() {
    refused("-I A 4 -p 7", "FWX1021 5:4 [A] chain `A` has no rule number 4 at this point");
    refused(
        "-I INPUT 2 -p 7", "FWX1021 5:4 [INPUT] chain `INPUT` has no rule number 2 at this point");
    refused("-I A 0 -p 7", "FWX1002 5:6 [0] `0` belongs to no option");
  }

  @Test
  void commentsAreNoRulesThatNumbersCount() {
    assertThat(
            Sample.filter(":A - [0:0]", "# one", "-A A -p 1", "# two", "-A A -p 2", "-I A 2 -p 7")
                .lines())
        .containsSubsequence("# one", "-A A -p icmp", "-A A -p 7", "-A A -p 2");
  }

  // ---- -R

  @Test
  void aRuleIsReplacedByNumber() {
    assertThat(after("-R A 1 -p 7")).isEqualTo("7 2");
    assertThat(after("-R A 2 -p 7")).isEqualTo("icmp 7");
    assertThat(after("--replace A 2 -p 7")).isEqualTo("icmp 7");
  }

  @Test
  void aRuleThatIsNotThereIsNotReplaced() {
    refused("-R A 3 -p 7", "FWX1021 5:4 [A] chain `A` has no rule number 3 at this point");
    refused("-R A -p 7", "FWX1003 5:1 [-R] `-R` lacks a rule number");
  }

  @Test
  void oneRuleIsNotReplacedByTwo() {
    refused(
        "-R A 1 -s 10.0.0.1,10.0.0.2",
        "FWX1021 5:4 [A] chain `A` has no rule number 1 at this point");
  }

  // ---- -D, -C

  @Test
  void aRuleIsDeletedByNumberOrByWhatItSays() {
    assertThat(after("-D A 1")).isEqualTo("2");
    assertThat(after("-D A 2")).isEqualTo("icmp");
    assertThat(after("--delete A -p 2")).isEqualTo("icmp");
    assertThat(after("-I A -p 2", "-D A -p 2")).isEqualTo("icmp 2");
  }

  @Test
  void aRuleThatIsNotThereIsNotDeleted() {
    refused("-D A 3", "FWX1021 5:4 [A] chain `A` has no rule number 3 at this point");
    refused("-D A 1 -p 1", "FWX1002 5:8 [-p] `-p` does not belong here");
    refused("-D A -p 7", "FWX1021 5:4 [A] chain `A` has no rule that says this");
    refused("-D A ! -p 1", "FWX1021 5:4 [A] chain `A` has no rule that says this");
    refused("-D A", "FWX1021 5:4 [A] chain `A` has no rule that says this");
  }

  @Test
  void aCheckChangesNothingAndFailsWhereNoRuleSaysIt() {
    assertThat(after("-C A -p 1")).isEqualTo("icmp 2");
    refused("-C A -p 7", "FWX1021 5:4 [A] chain `A` has no rule that says this");
  }

  // ---- -N, -X, -F, -E

  @Test
  void aChainIsMadeOnce() {
    Sample made = Sample.filter("-N A", "-A A -p 1");
    assertThat(made.said()).isEmpty();
    assertThat(made.lines()).contains(":A - [0:0]", "-A A -p icmp");
    assertThat(Sample.filter("--new-chain A").chains()).contains(":A - [0:0]");
    refused("-N A", "FWX1021 5:4 [A] chain `A` is there already");
    refused("-N INPUT", "FWX1021 5:4 [INPUT] chain `INPUT` is there already");
    refused("-N RETURN", "FWX1020 5:4 [RETURN] `RETURN` cannot be the name of a chain");
    refused("-N", "FWX1003 5:1 [-N] `-N` lacks a chain");
    refused("-N B x", "FWX1002 5:6 [x] `x` does not belong here");
  }

  @Test
  void aChainIsDeletedIfItIsEmptyAndNotBuiltIn() {
    Sample deleted = onTwoRules("-F A", "-X A");
    assertThat(deleted.said()).isEmpty();
    assertThat(deleted.chains())
        .containsExactly(":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]");
    refused("-X A", "FWX1021 5:4 [A] chain `A` has rules, and both tools refuse to delete it");
    refused(
        "-X INPUT",
        "FWX1021 5:4 [INPUT] chain `INPUT` is built in, and both tools refuse to delete it");
    refused("-X B", "FWX1007 5:4 [B] table `filter` has no chain `B`");
  }

  @Test
  void allUserChainsAreDeletedAtOnce() {
    Sample all = Sample.filter(":A - [0:0]", ":B - [0:0]", "-X");
    assertThat(all.said()).isEmpty();
    assertThat(all.chains())
        .containsExactly(":INPUT ACCEPT [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]");
    refused("-X", "FWX1021 5:1 [-X] chain `A` has rules, and both tools refuse to delete it");
  }

  @Test
  void aFlushTakesTheRulesAndLeavesTheChain() {
    Sample one = onTwoRules("-A INPUT -j A", "-F A");
    assertThat(one.said()).isEmpty();
    assertThat(one.lines()).contains(":A - [0:0]", "-A INPUT -j A").doesNotContain("-A A -p icmp");
    Sample all = onTwoRules("-A INPUT -j A", "-F");
    assertThat(all.chains()).hasSize(4);
    assertThat(all.rules()).isEmpty();
    refused("-F B", "FWX1007 5:4 [B] table `filter` has no chain `B`");
    refused("-F A x", "FWX1002 5:6 [x] `x` does not belong here");
  }

  @Test
  void aRenamedChainKeepsItsRulesAndWhatLeadsThere() {
    Sample renamed = onTwoRules("-A INPUT -j A", "-A INPUT -g A", "-E A B", "-A B -p 3");
    assertThat(renamed.said()).isEmpty();
    assertThat(renamed.lines())
        .containsExactly(
            "*filter",
            ":INPUT ACCEPT [0:0]",
            ":FORWARD ACCEPT [0:0]",
            ":OUTPUT ACCEPT [0:0]",
            ":B - [0:0]",
            "-A B -p icmp",
            "-A B -p 2",
            "-A INPUT -j B",
            "-A INPUT -g B",
            "-A B -p 3",
            "COMMIT");
    refused("-E B C", "FWX1007 5:4 [B] table `filter` has no chain `B`");
    refused("-E A INPUT", "FWX1021 5:6 [INPUT] chain `INPUT` is there already");
    refused("-E A A", "FWX1021 5:6 [A] chain `A` is there already");
    refused(
        "-E INPUT B",
        "FWX1021 5:4 [INPUT] chain `INPUT` is built in, and both tools refuse to rename it");
    refused("-E A DROP", "FWX1020 5:6 [DROP] `DROP` cannot be the name of a chain");
  }

  // ---- -P

  @Test
  void aPolicyIsThatOfABuiltInChain() {
    Sample dropped = Sample.filter("-P INPUT DROP", "--policy OUTPUT ACCEPT");
    assertThat(dropped.said()).isEmpty();
    assertThat(dropped.chains())
        .containsExactly(":INPUT DROP [0:0]", ":FORWARD ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]");
    assertThat(Sample.filter(":INPUT DROP [0:0]", "-P INPUT ACCEPT").chains())
        .contains(":INPUT ACCEPT [0:0]");
    refused("-P A DROP", "FWX1020 5:4 [A] chain `A` is not built in and has no policy");
    refused("-P INPUT REJECT", "FWX1020 5:10 [REJECT] `REJECT` is not a policy");
    refused("-P INPUT", "FWX1003 5:1 [-P] `-P` lacks a policy");
    refused("-P INPUT DROP x", "FWX1002 5:15 [x] `x` does not belong here");
  }

  // ---- the rest

  @Test
  void whatOnlyPrintsOrCountsChangesNothing() {
    assertThat(after("-Z", "-L A", "-S", "--zero A")).isEqualTo("icmp 2");
  }

  @Test
  void theToolsStopAtHelpAndVersion() {
    refused("-h", "FWX1033 5:1 [-h] both tools stop at `-h` and load nothing of the table");
    refused(
        "--version",
        "FWX1033 5:1 [--version] both tools stop at `--version` and load nothing of the table");
  }

  @Test
  void anyOtherWordBeginsNoLine() {
    refused("-Q A", "FWX1001 5:1 [-Q] `-Q` is not how a line of a rules file begins");
    refused("-A", "FWX1003 5:1 [-A] `-A` lacks a chain");
    refused("-A B -p 1", "FWX1007 5:4 [B] table `filter` has no chain `B`");
    refused("--append=B -p 1", "FWX1007 5:10 [B] table `filter` has no chain `B`");
    assertThat(after("--append=A -p 7")).isEqualTo("icmp 2 7");
  }

  @Test
  void aLineOfTheOtherFamilyIsSkippedWhole() {
    String skipped = "the line is for the other address family and skipped, as the tools do";
    assertThat(after("-4 -A A -p 7")).isEqualTo("icmp 2 7");
    assertThat(after("-A A --ipv4 -p 7")).isEqualTo("icmp 2 7");
    for (String line : List.of("-6 -A A -p 7", "-A A -p 7 --ipv6", "-I A 1 --ipv6 -p 7")) {
      Sample sample = onTwoRules(line);
      assertThat(sample.rules()).containsExactly("-A A -p icmp", "-A A -p 2");
      assertThat(sample.said()).containsExactly("FWX1017 5:1 [" + line + "] " + skipped);
    }
    assertThat(Sample.table("filter", Family.IPV6, "-4 -A INPUT", "-6 -A INPUT -j DROP").rules())
        .containsExactly("-A INPUT -j DROP");
  }
}
