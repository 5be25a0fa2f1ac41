package fwxlate.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.packet.Family;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Lines, words and the frame around rules.
final class SaveReaderTest {
  // ---- how long a line may be

  /// A rule with blanks in it, of so many bytes.
  private static String lineOf(int bytes) {
    String begin = "-A INPUT";
    String end = "-j DROP";
    return begin + " ".repeat(bytes - begin.length() - end.length()) + end;
  }

  @Test
  void aLineOf10239BytesIsRead() {
    Sample sample = Sample.filter(lineOf(10_239));
    assertThat(sample.said()).isEmpty();
    assertThat(sample.rules()).containsExactly("-A INPUT -j DROP");
  }

  @Test
  void aLineOf10240BytesIsLongerThanTheToolsTake() {
    Sample sample = Sample.filter(lineOf(10_240), "-A OUTPUT -j DROP");
    assertThat(sample.said())
        .containsExactly("FWX1023 2:1 [-] the line has 10240 bytes, more than the tools take");
    assertThat(sample.rules()).containsExactly("-A OUTPUT -j DROP");
  }

  @Test
  void bytesAreCountedNotCharactersNorCarriageReturns() {
    String comment = " -m comment --comment \u00e4";
    assertThat(Sample.filter(lineOf(10_239 - comment.length() - 1) + comment).said()).isEmpty();
    assertThat(Sample.filter(lineOf(10_239 - comment.length()) + comment).errors()).hasSize(1);
    assertThat(Sample.filter(lineOf(10_239) + "\r").errors()).isEmpty();
  }

  /// A rule of so many words.
  private static String words(int count) {
    return "-A INPUT" + " -w".repeat(count - 2);
  }

  @Test
  void aRuleHasAtMost251Words() {
    assertThat(Sample.filter(words(251)).said()).isEmpty();
    assertThat(Sample.filter(words(252)).said())
        .containsExactly(
            "FWX1033 2:1 ["
                + words(252)
                + "] the line has 252 words, and both tools refuse more than 251");
  }

  // ---- quotes and escapes

  private static String comment(String written) {
    Sample sample = Sample.filter("-A INPUT -m comment --comment " + written + " -j DROP");
    assertThat(sample.said()).isEmpty();
    assertThat(sample.rules()).hasSize(1);
    String begin = "-A INPUT -m comment --comment ";
    String rule = sample.rules().getFirst();
    assertThat(rule).startsWith(begin).endsWith(" -j DROP");
    return rule.substring(begin.length(), rule.length() - " -j DROP".length());
  }

  @Test
  void aQuoteHoldsBlanksAndIsTakenOff() {
    assertThat(comment("\"a b\"")).isEqualTo("\"a b\"");
    assertThat(comment("\"a\"")).isEqualTo("a");
    assertThat(comment("a\" b\"")).isEqualTo("\"a b\"");
  }

  @Test
  void inAQuoteABackslashTakesTheNextCharacterAsItIs() {
    assertThat(comment("\"a\\\"b c\"")).isEqualTo("\"a\\\"b c\"");
    assertThat(comment("\"a\\\\b c\"")).isEqualTo("\"a\\\\b c\"");
    assertThat(comment("\"\\a b\"")).isEqualTo("\"a b\"");
  }

  @Test
  void outsideAQuoteABackslashIsACharacter() {
    assertThat(comment("a\\b")).isEqualTo(comment("\"a\\\\b\""));
    assertThat(comment("a\\b\" c\"")).isEqualTo("\"a\\\\b c\"");
    assertThat(comment("'a'")).isEqualTo(comment("\"'a'\""));
  }

  @Test
  void whatIsQuotedIsNoOptionAndNoNegation() {
    assertThat(comment("\"--log\"")).isEqualTo(comment("--log"));
    assertThat(Sample.filter("-A INPUT \"!\" -i eth0 -j DROP").said())
        .containsExactly("FWX1002 2:10 [\"!\"] `!` belongs to no option");
    assertThat(Sample.filter("-A INPUT \"-i\" eth0").said())
        .containsExactly("FWX1002 2:10 [\"-i\"] `-i` belongs to no option");
  }

  @Test
  void aQuoteThatIsNotClosedIsAnErrorFromThereOn() {
    assertThat(Sample.filter("-A INPUT -m comment --comment a\"b -j DROP").said())
        .containsExactly(
            "FWX1009 2:32 [\"b -j DROP] the quote is not closed, so the tools take the rest of"
                + " the line into it");
  }

  // ---- where the caret stands

  @Test
  void theCaretStandsUnderTheBytesOfTheWord() {
    assertThat(Sample.filter("-A INPUT -m comment --comment \u00e4\u00f6 -p 256").said())
        .containsExactly("FWX1004 2:39 [256] `256` is not a protocol (`-p`)");
    assertThat(Sample.filter("[1:2]\t-A  INPUT \t -p  256").said())
        .containsExactly("FWX1004 2:23 [256] `256` is not a protocol (`-p`)");
  }

  @Test
  void theCaretStandsUnderThePieceOfAWord() {
    assertThat(Sample.filter("-A INPUT -p256").said())
        .containsExactly("FWX1004 2:12 [256] `256` is not a protocol (`-p`)");
    assertThat(Sample.filter("-A INPUT --protocol=256").said())
        .containsExactly("FWX1004 2:21 [256] `256` is not a protocol (`-p`)");
    assertThat(Sample.filter("-A INPUT -s 10.0.0.1,10.0.0.256,10.0.0.2").errors()).hasSize(1);
    assertThat(Sample.filter("-A INPUT -s 10.0.0.1,10.0.0.256,10.0.0.2").said().getFirst())
        .startsWith("FWX1004 2:22 [10.0.0.256] ");
    assertThat(Sample.filter("-A INPUT -c 2,x -j DROP").said())
        .containsExactly("FWX1004 2:15 [x] `x` is not a counter");
  }

  @Test
  void theCaretOfALateFindingStandsOnItsOwnLine() {
    assertThat(
            Sample.filter(
                    "-A FORWARD -j DROP",
                    "-A INPUT -m comment --comment \u00e4B -j B",
                    "-A INPUT -j DROP")
                .said())
        .containsExactly(
            "FWX1007 3:38 [B] `B` is neither a target nor a user chain of table `filter`");
  }

  @Test
  void findingsStandInTheOrderOfTheirLines() {
    assertThat(Sample.filter("-A INPUT -j B", "-A INPUT -p 256", "-A INPUT -j C").said())
        .containsExactly(
            "FWX1007 2:13 [B] `B` is neither a target nor a user chain of table `filter`",
            "FWX1004 3:13 [256] `256` is not a protocol (`-p`)",
            "FWX1007 4:13 [C] `C` is neither a target nor a user chain of table `filter`");
  }

  // ---- counters

  @Test
  void countersOfChainsAndRulesAreKept() {
    assertThat(Sample.filter(":INPUT DROP [1:2]", "[3:18446744073709551615] -A INPUT").lines())
        .contains(":INPUT DROP [1:2]", "[3:18446744073709551615] -A INPUT");
    assertThat(Sample.filter("[3:4] -A INPUT -c 5 6").rules()).containsExactly("[5:6] -A INPUT");
  }

  @Test
  void countersHaveTwoNumbersOf64Bits() {
    assertThat(Sample.filter(":INPUT DROP [18446744073709551616:0]").said())
        .containsExactly(
            "FWX1020 2:13 [[18446744073709551616:0]]"
                + " `[18446744073709551616:0]` is not `[packets:bytes]`");
    assertThat(Sample.filter(":INPUT DROP [1]").said())
        .containsExactly("FWX1020 2:13 [[1]] `[1]` is not `[packets:bytes]`");
  }

  // ---- the frame

  @Test
  void aTableWithoutCommitIsAnError() {
    Sample last = Sample.text(Family.IPV4, "*filter\n-A INPUT -j DROP\n");
    assertThat(last.said())
        .containsExactly(
            "FWX1008 1:2 [filter] table `filter` has no COMMIT, so the real tools load nothing of"
                + " it");
    Sample next = Sample.text(Family.IPV4, "*raw\n*filter\nCOMMIT\n");
    assertThat(next.said())
        .containsExactly(
            "FWX1008 1:2 [raw] table `raw` has no COMMIT, so the real tools load nothing of it");
  }

  @Test
  void theLaterTableOfANameHolds() {
    Sample twice =
        Sample.text(
            Family.IPV4,
            "*filter\n-A INPUT -j DROP\nCOMMIT\n*raw\nCOMMIT\n*filter\n-A OUTPUT\nCOMMIT\n");
    assertThat(twice.said()).isEmpty();
    assertThat(twice.rules()).containsExactly("-A OUTPUT");
    assertThat(twice.lines().getFirst()).isEqualTo("*filter");
  }

  @Test
  void whatStandsOutsideATableIsAnError() {
    assertThat(Sample.text(Family.IPV4, "*raw\nCOMMIT\n-A INPUT -j DROP\n:A - [0:0]\n").said())
        .containsExactly(
            "FWX1001 3:1 [-A INPUT -j DROP] this line stands outside a table",
            "FWX1001 4:2 [A - [0:0]] this line stands outside a table");
    assertThat(Sample.text(Family.IPV4, "*raw\nCOMMIT\nCOMMIT\n").errors()).hasSize(1);
  }

  @Test
  void anUnknownTableIsAnError() {
    assertThat(Sample.table("flter", Family.IPV4).said())
        .containsExactly("FWX1020 1:2 [flter] `flter` is not a table");
  }

  @Test
  void blanksBesideCommitAreRefusedByTheTools() {
    assertThat(Sample.text(Family.IPV4, "*raw\nCOMMIT \n").said())
        .containsExactly(
            "FWX1033 2:1 [COMMIT ] blanks stand beside COMMIT, which both tools refuse");
  }

  @Test
  void aLineOfBlanksIsSaidOnce() {
    assertThat(Sample.filter(" ", "", "\t").said())
        .containsExactly(
            "FWX1033 2:1 [ ] the line holds nothing but blanks, which both tools refuse");
  }

  @Test
  void aRemarkBeginsInTheFirstColumn() {
    assertThat(Sample.filter("# a", " # b").said())
        .containsExactly(
            "FWX1001 3:2 [# b] this is neither a table, a chain, a rule, COMMIT nor a comment");
  }

  @Test
  void commentsKeepTheirPlace() {
    String text =
        """
        # before
        *raw
        # of the table
        :PREROUTING ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        # of the rule
        -A OUTPUT -j DROP
        # at the end
        COMMIT
        # after
        """;
    Sample sample = Sample.text(Family.IPV4, text);
    assertThat(sample.said()).isEmpty();
    assertThat(String.join("\n", sample.lines()) + "\n").isEqualTo(text);
  }

  @Test
  void carriageReturnsAreSaidOnceAndNoPartOfALine() {
    Sample sample = Sample.text(Family.IPV4, "*raw\r\n-A OUTPUT -j DROP\r\nCOMMIT\r\n");
    assertThat(sample.said())
        .containsExactly("FWX1010 1:5 [] the line ends in CR LF, which the real tools refuse");
    assertThat(sample.rules()).containsExactly("-A OUTPUT -j DROP");
  }

  @Test
  void theLastLineNeedsAnEnd() {
    assertThat(Sample.text(Family.IPV4, "*raw\nCOMMIT").said())
        .containsExactly(
            "FWX1011 2:7 [] the last line has no end, which iptables-legacy-restore refuses");
  }

  @Test
  void whatIsNoRulesetIsSaidToBeNone() {
    assertThat(Sample.text(Family.IPV4, "").errors())
        .containsExactly("`rules` is not a ruleset: it is empty");
    assertThat(Sample.text(Family.IPV4, "*raw\nCOM\0MIT\n").errors())
        .containsExactly("`rules` is not a ruleset: it is not text: byte 8 is 0");
    assertThat(Sample.text(Family.IPV4, "# nothing\n").errors())
        .containsExactly("`rules` is not a ruleset: there is no table in it");
  }

  @Test
  void aTableThatTheSaverCouldNotPrintIsAnError() {
    assertThat(
            Sample.text(Family.IPV4, "# Table `filter' is incompatible, use 'nft' tool.\n")
                .errors())
        .containsExactly(
            "iptables-save could not print this table: it holds native nftables rules");
  }

  @Test
  void aNameThatTheLexiconLacksIsSaidOnce() {
    assertThat(
            Sample.filter(
                    "-A INPUT -m mystery --of 1 -j ACCOUNTX --to x",
                    "-A INPUT -m mystery --of 2 -j ACCEPT")
                .said())
        .containsExactly(
            "FWX1005 2:13 [mystery] match `mystery` is not in the lexicon: it is kept as it is,"
                + " and what it asks is unknown");
  }

  // ---- what `iptables -S` prints

  @Test
  void aListedTableIsTheOneThatIsSaidElseFilter() {
    String listed = "-P PREROUTING ACCEPT\n-P OUTPUT DROP\n-A OUTPUT -j DROP\n";
    assertThat(Sample.listed(Optional.of("raw"), listed).lines())
        .isEqualTo(
            List.of(
                "*raw",
                ":PREROUTING ACCEPT [0:0]",
                ":OUTPUT DROP [0:0]",
                "-A OUTPUT -j DROP",
                "COMMIT"));
    assertThat(Sample.listed(Optional.empty(), "-P INPUT DROP\n").lines().getFirst())
        .isEqualTo("*filter");
  }

  @Test
  void aListedTableThatLacksAPolicyIsAnError() {
    assertThat(Sample.listed(Optional.empty(), "-P INPUT DROP\n-P OUTPUT DROP\n").errors())
        .containsExactly("`rules` does not say the policy of FORWARD of table filter");
    assertThat(
            Sample.listed(
                    Optional.of("nat"),
                    "-P PREROUTING ACCEPT\n-P OUTPUT ACCEPT\n-P POSTROUTING ACCEPT\n")
                .errors())
        .isEmpty();
  }

  @Test
  void aListOfOneChainIsOneIfTheTableIsSaid() {
    assertThat(Sample.listed(Optional.of("raw"), "-A OUTPUT -j DROP\n").errors())
        .containsExactly("`rules` does not say the policy of PREROUTING, OUTPUT of table raw");
    assertThat(Sample.listed(Optional.empty(), "-A OUTPUT -j DROP\n").errors())
        .containsExactly("this line stands outside a table");
  }

  @Test
  void aFileWithATableIsNoList() {
    assertThat(Sample.listed(Optional.empty(), "-P INPUT DROP\n*filter\nCOMMIT\n").errors())
        .containsExactly("this line stands outside a table");
  }
}
