package fwxlate.grammar;

import fwxlate.packet.Family;
import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.ReadingCodes;
import fwxlate.report.Severity;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Ruleset;
import fwxlate.ruleset.RulesetItem;
import fwxlate.ruleset.Span;
import fwxlate.ruleset.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// One file of the savers while it is read, line by line.
final class SaveFile {
  /// Bytes of the longest line that iptables-restore takes.
  private static final int LONGEST_LINE = 10_239;

  /// Bytes in which a file that is no text has a 0.
  private static final int LOOKED_AT = 8192;

  private static final Set<String> TABLES = Set.of("filter", "nat", "mangle", "raw", "security");

  private final byte[] bytes;
  private final Family family;
  private final Lines lines;
  private final PageOfFindings page;
  private final LineParser parser;
  private final ChainLines chainLines;
  private final RuleLines ruleLines;
  private final Optional<Listing> listing;
  private final List<RulesetItem> items = new ArrayList<>();
  private @Nullable TableBuilder table;
  private boolean anyTable;
  private boolean carriageReturnSaid;
  private boolean blanksSaid;

  /// @param file its name, for findings
  /// @param listedTable the table of which `iptables -S` printed the file, if that is known
  SaveFile(String file, byte[] bytes, Family family, Optional<String> listedTable) {
    this.bytes = bytes;
    this.family = family;
    this.lines = new Lines(bytes);
    this.page = new PageOfFindings(file, lines);
    this.parser = new LineParser(bytes, lines);
    this.chainLines = new ChainLines(lines, parser, page);
    this.ruleLines = new RuleLines(lines, parser, page, family);
    this.listing = Listing.of(bytes, listedTable);
  }

  RulesetReading read() {
    if (isText()) {
      readText();
    }
    return new RulesetReading(new Ruleset(family, items), page.findings());
  }

  private void readText() {
    listing.ifPresent(list -> {
      anyTable = true;
      table = new TableBuilder(list.table(), Span.NONE, page::reportOn);
      list.begin(page);
    });
    while (lines.next()) {
      if (lines.hasCarriageReturn()) {
        carriageReturn();
      }
      readLine();
    }
    if (table != null) {
      endWithoutCommit(table);
    }
    if (!anyTable && !isTranslation() && !page.hasErrors()) {
      notARuleset("there is no table in it");
    }
    if (anyTable && listing.isEmpty() && bytes[bytes.length - 1] != '\n') {
      page.report(
          ReadingCodes.NO_FINAL_NEWLINE,
          lines.length(),
          lines.length(),
          "the last line has no end, which iptables-legacy-restore refuses",
          "echo >> " + page.file());
    }
  }

  // ---- what is no ruleset

  private boolean isText() {
    if (bytes.length == 0) {
      notARuleset("it is empty");
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, LOOKED_AT); i++) {
      if (bytes[i] == 0) {
        notARuleset("it is not text: byte " + i + " is 0");
        return false;
      }
    }
    return true;
  }

  /// Whether it begins as what is written here does: then it may hold no table.
  private boolean isTranslation() {
    byte[] first = Comment.TRANSLATION.text().getBytes(StandardCharsets.UTF_8);
    return family == Family.IPV6
        && bytes.length > first.length
        && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
  }

  private void notARuleset(String why) {
    page.reportFile(
        ReadingCodes.NOT_A_RULESET,
        Severity.ERROR,
        "`" + page.file() + "` is not a ruleset: " + why,
        "print one with `"
            + (family == Family.IPV4 ? "iptables-save" : "ip6tables-save")
            + "` as root");
  }

  // ---- lines

  private void carriageReturn() {
    if (!carriageReturnSaid) {
      carriageReturnSaid = true;
      page.report(
          ReadingCodes.CARRIAGE_RETURN,
          lines.length(),
          lines.length() + 1,
          "the line ends in CR LF, which the real tools refuse",
          "sed -i 's/\\r$//' " + page.file());
    }
  }

  private void readLine() {
    if (lines.length() > LONGEST_LINE) {
      page.report(
          ReadingCodes.LINE_TOO_LONG,
          0,
          1,
          "the line has " + lines.length() + " bytes, more than the tools take",
          "cut it into several rules, or use an ipset");
      return;
    }
    SaveParser.LineContext shape = parser.parse();
    if (parser.offending().isPresent()) {
      unreadable(parser.offending().get());
      return;
    }
    switch (shape) {
      case SaveParser.CommentLineContext comment -> comment(comment);
      case SaveParser.TableLineContext begin -> begin(parser.argument(begin.name));
      case SaveParser.ChainLineContext chain -> chain(chain);
      case SaveParser.CommitLineContext commit -> commit(commit.begin);
      case SaveParser.RuleLineContext rule -> rule(rule);
      default -> throw new IllegalStateException(shape.getClass().toString());
    }
  }

  private void unreadable(Token token) {
    int from = Math.min(token.getStartIndex(), lines.end()) - lines.start();
    int to = Math.max(from, Math.min(token.getStopIndex() + 1, lines.end()) - lines.start());
    page.report(
        ReadingCodes.UNREADABLE_LINE,
        from,
        to,
        "this is neither a table, a chain, a rule, COMMIT nor a comment",
        "take the line out, or put `#` into its first column");
  }

  private void outsideTable(Argument first) {
    page.report(
        ReadingCodes.UNREADABLE_LINE,
        first.start(),
        lines.length(),
        "this line stands outside a table",
        "put a line such as `*filter` above it and COMMIT below it");
  }

  private void comment(SaveParser.CommentLineContext context) {
    Token token = context.remark;
    if (token == null) {
      blank();
      return;
    }
    if (token.getStartIndex() != lines.start()) {
      unreadable(token);
      return;
    }
    String text = lines.text();
    if (text.startsWith("# Table `") && text.contains("is incompatible")) {
      page.reportLine(
          ReadingCodes.INCOMPATIBLE_TABLE,
          "iptables-save could not print this table: it holds native nftables rules",
          "look at `nft list ruleset`");
      anyTable = true;
    } else if (table != null) {
      table.comment(new Comment(text));
    } else {
      items.add(new Comment(text));
    }
  }

  private void blank() {
    if (lines.length() > 0 && !blanksSaid && listing.isEmpty()) {
      blanksSaid = true;
      page.reportLine(
          ReadingCodes.REFUSED_BY_BOTH,
          "the line holds nothing but blanks, which both tools refuse",
          "sed -i 's/^[ \\t]*$//' " + page.file());
    }
  }

  private void chain(SaveParser.ChainLineContext context) {
    Argument name = parser.argument(context.name);
    if (table == null) {
      outsideTable(name);
    } else {
      chainLines.read(name, context, table);
    }
  }

  private void rule(SaveParser.RuleLineContext context) {
    Optional<List<Argument>> words = ruleLines.words(context);
    if (words.isEmpty()) {
      return;
    }
    if (table == null) {
      outsideTable(words.get().getFirst());
      return;
    }
    ruleLines.read(
        words.get(),
        Optional.ofNullable(context.counters).flatMap(t -> LineParser.counters(t.getText())),
        table);
  }

  // ---- tables

  private void begin(Argument name) {
    if (table != null) {
      missingCommit(table);
    }
    anyTable = true;
    if (!TABLES.contains(name.text())) {
      page.report(
          Problem.at(
              ReadingCodes.BAD_CHAIN,
              name,
              "`" + name.text() + "` is not a table",
              "the tables are filter, nat, mangle, raw and security"));
    }
    var span = new Span(lines.number(), name.start(), name.end());
    table = new TableBuilder(name.text(), span, page::reportOn);
  }

  private void commit(Token token) {
    if (table == null) {
      unreadable(token);
      return;
    }
    if (lines.length() != "COMMIT".length()) {
      page.reportLine(
          ReadingCodes.REFUSED_BY_BOTH,
          "blanks stand beside COMMIT, which both tools refuse",
          "write COMMIT and nothing else on the line");
    }
    finish(table);
    table = null;
  }

  private void endWithoutCommit(TableBuilder open) {
    if (listing.isEmpty()) {
      missingCommit(open);
    } else {
      listing.get().end(page, open.undecided());
      finish(open);
    }
  }

  private void missingCommit(TableBuilder open) {
    page.add(
        new Finding(
            ReadingCodes.MISSING_COMMIT,
            new Place(page.file(), open.span(), "*" + open.name()),
            "table `" + open.name() + "` has no COMMIT, so the real tools load nothing of it",
            "write COMMIT on a line of its own after the table's last rule"));
    finish(open);
  }

  private void finish(TableBuilder builder) {
    Table built = builder.build();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Table earlier && earlier.name().equals(built.name())) {
        // restoring flushes: the later one is what holds
        items.set(i, built);
        return;
      }
    }
    items.add(built);
  }
}
