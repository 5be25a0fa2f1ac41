package fwxlate.ruleset;

import java.util.List;

/// What a rule does with a packet that all its matches take.
public sealed interface Target {
  String name();

  /// `-j CHAIN` or `-g CHAIN`: on to a user chain of the same table.
  ///
  /// @param isGoto `-g`: when the chain ends, the rules after the last jump go on, not the ones
  ///   after this rule
  record Jump(String name, boolean isGoto) implements Target {
    @Override
    public String toString() {
      return (isGoto ? "-g " : "-j ") + name;
    }
  }

  /// `-j TARGET` with its options: ACCEPT, DROP, RETURN, or an extension.
  record Call(String name, List<Option> options) implements Target, Options {
    public Call {
      options = List.copyOf(options);
    }

    @Override
    public String toString() {
      var out = new StringBuilder("-j ").append(name);
      for (Option option : options) {
        out.append(' ').append(option);
      }
      return out.toString();
    }
  }

  static Call call(String name, Option... options) {
    return new Call(name, List.of(options));
  }
}
