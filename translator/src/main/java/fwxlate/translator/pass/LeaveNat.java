package fwxlate.translator.pass;

import fwxlate.report.Finding;
import fwxlate.report.Place;
import fwxlate.report.TranslationCodes;
import fwxlate.ruleset.Chain;
import fwxlate.ruleset.ChainItem;
import fwxlate.ruleset.Comment;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Table;
import fwxlate.translator.managed.WithoutManagedChains;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Leaves the nat table out, unless the user keeps it: IPv6 hosts have addresses of their own.
/// Afterwards its rules stand as comments before all tables, where the comments about other
/// programs' tables stand as well.
public record LeaveNat() implements Pass {
  @Override
  public Draft apply(Draft draft) {
    var notes = new ArrayList<Comment>(leftToPrograms(draft.source().items()));
    Draft after = draft;
    for (Table table : draft.source().tables()) {
      if (draft.options().wishes().leavesOut(table.name())) {
        notes.addAll(comments(table));
        after = saying(after, table);
      }
    }
    return after.withNotes(notes);
  }

  private static List<Comment> comments(Table nat) {
    var comments = new ArrayList<Comment>();
    for (Chain chain : nat.chains()) {
      for (ChainItem item : chain.items()) {
        switch (item) {
          case Comment comment -> comments.addAll(leftToPrograms(List.of(comment)));
          case Rule rule ->
              comments.add(
                  new Comment("# fwxlate: nat left out: -A " + chain.name() + " " + rule.body()));
        }
      }
    }
    return comments;
  }

  private static Draft saying(Draft draft, Table nat) {
    int count = nat.chains().stream().mapToInt(c -> c.rules().size()).sum();
    if (count == 0) {
      return draft;
    }
    String left = count + (count == 1 ? " rule" : " rules");
    return draft.saying(
        List.of(
            new Finding(
                TranslationCodes.NAT_LEFT_OUT,
                Place.ofFile(draft.options().file()),
                "the nat table (" + left + ") is left out: IPv6 hosts have addresses of their own",
                "`--nat keep` translates it")),
        List.of("the nat table is left out (" + left + ")"),
        Set.of());
  }

  /// The comments among these lines that say what is left to programs.
  private static List<Comment> leftToPrograms(List<?> lines) {
    return lines.stream()
        .filter(Comment.class::isInstance)
        .map(Comment.class::cast)
        .filter(WithoutManagedChains::isLeft)
        .toList();
  }
}
