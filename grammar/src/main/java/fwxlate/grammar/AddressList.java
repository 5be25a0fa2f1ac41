package fwxlate.grammar;

import fwxlate.report.ReadingCodes;
import java.util.ArrayList;
import java.util.List;

/// What stands after `-s` or `-d`: a comma list, each part of which makes a rule of its own.
final class AddressList {
  private final String option;
  private List<Argument> addresses = List.of();
  private boolean negated;

  /// @param option `-s` or `-d`
  AddressList(String option) {
    this.option = option;
  }

  String option() {
    return option;
  }

  /// One by one.
  List<Argument> addresses() {
    return addresses;
  }

  boolean negated() {
    return negated;
  }

  void read(Argument list, boolean not, Problems problems) {
    if (!addresses.isEmpty()) {
      problems.twice(list, option);
      return;
    }
    addresses = new ArrayList<>();
    int start = 0;
    String text = list.text();
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      addresses.add(list.between(start, end));
      start = end + 1;
    }
    if (not && addresses.size() > 1) {
      problems.at(
          ReadingCodes.BAD_VALUE,
          list,
          "a list of addresses cannot be negated",
          "write a rule that returns for each of them");
      return;
    }
    negated = not;
  }
}
