package fwxlate.report;

import java.util.List;

/// The codes of findings about reading a rules file: FWX1nnn.
public final class ReadingCodes {
  public static final Code UNREADABLE_LINE =
      new Code(
          "FWX1001",
          Severity.ERROR,
          "a line is neither a table, a chain, a rule, COMMIT nor a comment",
          """
          iptables-restore takes lines that begin with `*` (a table), `:` (a chain), `-` (a rule or \
          a command), `COMMIT`, or `#` in the first column; rules, chains and COMMIT stand inside a \
          table. Anything else makes it stop, and nothing of the table is loaded.

          Example: a shell prompt or the output of another command in the file, a `#` that is \
          indented, a rule before the first `*filter`.

          Instead: take the line out, or put `#` into its first column.

          Source: iptables 1.8.9, iptables-restore.c; measured.
          """);

  public static final Code UNKNOWN_OPTION =
      new Code(
          "FWX1002",
          Severity.ERROR,
          "no extension of this rule has an option of that name",
          """
          Each option belongs to the rule itself, to a match that is loaded (`-m`, or the one \
          of the protocol after `-p`), or to the target after `-j`. Nothing of this rule \
          has the option that is named, so the tools refuse it, and what the rule means is not known.

          Example: `-p tcp --dprt 22`, `--dports 80,443` without `-m multiport`.

          Instead: correct the name, or load the match that owns it before the option.

          Source: iptables 1.8.9, xshared.c (command_default); measured.
          """);

  public static final Code MISSING_VALUE =
      new Code(
          "FWX1003",
          Severity.ERROR,
          "an option lacks an argument",
          """
          The option takes more arguments than the line has.

          Example: `-A INPUT -s`, `--tcp-flags SYN` (it takes a mask and flags).

          Instead: write the missing argument.
          """);

  public static final Code BAD_VALUE =
      new Code(
          "FWX1004",
          Severity.ERROR,
          "an argument is none that the option takes",
          """
          The option's argument has a form or a size that the real tool refuses.

          Example: `--dport 65536`, `--ttl-eq 256`, a host name (names are never looked up: what \
          they mean today is not what the rule was trusted for).

          Instead: write a value of the form that the message names.
          """);

  public static final Code UNKNOWN_MATCH =
      new Code(
          "FWX1005",
          Severity.WARNING,
          "a match is not in the lexicon",
          """
          The match is kept word for word, in IPv4 and in the translation. The analysis takes it \
          for an unknown that may hold or not, the same in both families; whether ip6tables has \
          a match of that name, and whether its arguments mean the same there, is not checked.

          Instead: check the rule by hand. Reported once for each match, at its first line.
          """);

  public static final Code UNKNOWN_TARGET =
      new Code(
          "FWX1006",
          Severity.WARNING,
          "a target is not in the lexicon",
          """
          The target is kept word for word. What it does to a packet is not known, so the proof \
          is open for every packet that reaches it.

          Instead: check the rule by hand. Reported once for each target, at its first line.
          """);

  public static final Code UNDECLARED_CHAIN =
      new Code(
          "FWX1007",
          Severity.ERROR,
          "a rule goes to a chain that the table does not have",
          """
          The target is neither a known extension nor a chain of this table, so the \
          real tool refuses the file, and nothing of the table is loaded.

          Example: a fragment like ufw's before.rules, which is loaded with `-n` on top of others.

          Instead: declare the chain (`:NAME - [0:0]`), correct the name, or give the whole ruleset \
          as iptables-save prints it.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code MISSING_COMMIT =
      new Code(
          "FWX1008",
          Severity.ERROR,
          "a table has no COMMIT",
          """
          Without `COMMIT` the real tool ends with an error and applies nothing of the table: \
          a host that boots with such a file is unfiltered.

          Instead: write `COMMIT` on a line of its own after the table's last rule.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code UNTERMINATED_QUOTE =
      new Code(
          "FWX1009",
          Severity.ERROR,
          "a quote is not closed",
          """
          iptables-restore takes the rest of the line, target included, into the quoted word \
          without a word of warning: `--comment "web -j ACCEPT` is a rule that only counts. \
          What was meant cannot be known.

          Instead: close the quote.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code CARRIAGE_RETURN =
      new Code(
          "FWX1010",
          Severity.WARNING,
          "lines end in CR LF",
          """
          The file was read as if its lines ended in LF. The real tools refuse it (`table 'filter\\r'`): \
          a host that boots with this file is unfiltered.

          Instead: `sed -i 's/\\r$//' FILE`. What is written here ends in LF.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code NO_FINAL_NEWLINE =
      new Code(
          "FWX1011",
          Severity.WARNING,
          "the last line has no end",
          """
          iptables-legacy-restore refuses a file whose last COMMIT is not followed by a newline \
          and loads nothing of that table; iptables-nft-restore takes it.

          Instead: `echo >> FILE`.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code INCOMPATIBLE_TABLE =
      new Code(
          "FWX1012",
          Severity.ERROR,
          "iptables-save could not print a table",
          """
          The line `# Table ... is incompatible, use 'nft' tool.` stands where the rules of a table \
          would: the table holds native nftables rules that iptables-save cannot print. Taking the \
          line for a comment would make the table look empty and open.

          Instead: look at `nft list ruleset`; this file does not say what the host filters.

          Source: iptables 1.8.9, nft.c; measured: exit code 0, on standard output.
          """);

  public static final Code WRONG_FAMILY =
      new Code(
          "FWX1013",
          Severity.ERROR,
          "the file is for the other address family",
          """
          The file says of itself (`# Generated by ip6tables-save`), or by its addresses, that it \
          is for the other family than the one it was given for.

          Instead: give the IPv4 file as IPv4, the IPv6 file as IPv6.
          """);

  public static final Code GIVEN_TWICE =
      new Code(
          "FWX1014",
          Severity.ERROR,
          "an option is given twice",
          """
          The real tool refuses a rule that gives this option twice in one match.

          Instead: write two rules, or load the match twice (`-m ... -m ...`).
          """);

  public static final Code REFUSED_RULE =
      new Code(
          "FWX1015",
          Severity.ERROR,
          "the rule as a whole is one that the tools refuse",
          """
          Each option is right, but not together: a protocol is missing that an extension needs, \
          two options exclude each other, or the table or chain is one where the kernel \
          does not take the extension.

          Instead: as the message says.
          """);

  public static final Code DECLARED_TWICE =
      new Code(
          "FWX1016",
          Severity.WARNING,
          "a chain is declared twice",
          """
          iptables-nft-restore takes the second line for the chain's policy and counters; \
          iptables-legacy-restore refuses the file.

          Instead: take one of the lines out.

          Source: measured on iptables 1.8.9.
          """);

  public static final Code OTHER_FAMILY_LINE =
      new Code(
          "FWX1017",
          Severity.NOTE,
          "a line is for the other address family",
          """
          Lines with `-4`/`--ipv4` or `-6`/`--ipv6` are skipped by the tool of the other family, \
          without a word. It is skipped here, too.

          Source: iptables 1.8.9, xshared.c.
          """);

  public static final Code OLD_NEGATION =
      new Code(
          "FWX1018",
          Severity.WARNING,
          "`!` stands after the option",
          """
          `-s ! 10.0.0.0/8` is how iptables up to 1.4.2 printed a negation. Tools since 1.4.12 refuse \
          it, and with it the whole table. It was read as `! -s 10.0.0.0/8`, which is \
          what is written.

          Source: measured on iptables 1.3.8 to 1.8.11.
          """);

  public static final Code NOT_A_RULESET =
      new Code(
          "FWX1019",
          Severity.ERROR,
          "the file is not a ruleset",
          """
          The file is empty, holds no table, or is not text. An empty output of \
          iptables-save would mean an open host; that is not taken on trust. A file that \
          fwxlate has written may hold no table: nothing of its source had a counterpart.

          Instead: `iptables-save > FILE` as root on the host in question.
          """);

  public static final Code BAD_CHAIN =
      new Code(
          "FWX1020",
          Severity.ERROR,
          "a table or chain is declared as the tools refuse it",
          """
          Tables are filter, nat, mangle, raw and security. A chain line is `:NAME POLICY [packets:bytes]`; \
          built-in chains have the policy ACCEPT or DROP, all others `-`; a name has at most 28 bytes \
          and is not that of a built-in target.

          Source: iptables 1.8.9, iptables-restore.c; measured.
          """);

  public static final Code BAD_COMMAND =
      new Code(
          "FWX1021",
          Severity.ERROR,
          "a command cannot be carried out",
          """
          The line names a chain or a rule number that the table does not have at that point, or \
          a command that has no place in a rules file.

          Instead: give the whole ruleset as iptables-save prints it.
          """);

  public static final Code CHAIN_LOOP =
      new Code(
          "FWX1022",
          Severity.ERROR,
          "chains go round in a loop",
          """
          A chain leads back to itself through jumps or gotos. The kernel refuses such a table.

          Source: x_tables.c and nf_tables_api.c; measured.
          """);

  public static final Code LINE_TOO_LONG =
      new Code(
          "FWX1023",
          Severity.ERROR,
          "a line is longer than the tools take",
          """
          iptables-restore reads lines of at most 10,239 bytes. A longer line would be cut in two.

          Source: iptables 1.8.9, iptables-restore.c (char buffer[10240]).
          """);

  public static final Code REFUSED_BY_NFT =
      new Code(
          "FWX1031",
          Severity.WARNING,
          "the nft tool does not load the file",
          """
          iptables-nft-restore (or the kernel behind it) refuses what iptables-legacy-restore takes: \
          `! -s 0.0.0.0/0`, `-j QUEUE`. Nothing of the table is loaded then: a host that boots \
          with this file through the nft tool is unfiltered. `iptables-nft-restore --test` does not \
          tell; only loading does. `-v` has a line `loads on:` with the tools that load the file.

          Instead: as the message says; in a namespace: `unshare -n iptables-nft-restore < FILE`.

          Source: measured on iptables 1.8.9, Linux 6.18.
          """);

  public static final Code REFUSED_BY_LEGACY =
      new Code(
          "FWX1032",
          Severity.WARNING,
          "the legacy tool does not load the file",
          """
          iptables-legacy-restore refuses what iptables-nft-restore takes: a user chain without \
          a policy word (`:NAME [0:0]`). Nothing of the table is loaded then. FWX1011 and \
          FWX1016 are two more such cases.

          Instead: `:NAME - [0:0]`.

          Source: measured on iptables 1.8.9.
          """);

  public static final Code REFUSED_BY_BOTH =
      new Code(
          "FWX1033",
          Severity.WARNING,
          "neither tool loads the file",
          """
          The line can be read, and was read, but both tools refuse it, and nothing of the table is \
          loaded: a host that boots with this file is unfiltered. COMMIT with blanks before or \
          after it, a line of blanks only, a chain without a policy, a rule of more than 251 words, \
          `-h` or `-V`, at which the tools stop.

          Instead: as the message says, or load what `fwxlate fmt FILE` prints.

          Source: iptables 1.8.9, xshared.c (MAX_ARGC), iptables-restore.c; measured, both back ends.
          """);

  public static final Code POLICY_TWICE =
      new Code(
          "FWX1034",
          Severity.NOTE,
          "the policy of a built-in chain is given twice",
          """
          Both tools take it, and the later line holds.

          Instead: take one of the lines out.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code OPTION_LOST =
      new Code(
          "FWX1035",
          Severity.NOTE,
          "the nft tool forgets an option",
          """
          iptables-nft-restore takes `--nflog-range` and drops it: what it saves lacks the option, and \
          whole packets are logged. iptables-legacy-restore keeps it (old kernels ignore it).

          Instead: `--nflog-size`.

          Source: measured on iptables 1.8.9.
          """);

  public static final Code EXTENSION_NOT_SHIPPED =
      new Code(
          "FWX1036",
          Severity.NOTE,
          "iptables ships no such extension",
          """
          The lexicon knows the extension, but iptables 1.8.9 comes without it: it is one of an old \
          kernel, or of xtables-addons or another package beside iptables. Where it is missing, \
          both tools refuse the file. Reported once for each extension, at its first line.

          Source: the plugins in /usr/lib/*/xtables of iptables 1.8.9 (Debian 12).
          """);

  public static final Code LISTED_RULES =
      new Code(
          "FWX1037",
          Severity.NOTE,
          "the file is what `iptables -S` prints",
          """
          `iptables -S` prints one table, without a line that names it and without COMMIT; no \
          restore tool takes that. It is read as the table filter, or as `--table NAME` says. All \
          built-in chains of the table must have their `-P` line: a chain that is not listed would \
          be taken for open.

          Instead: `iptables-save`, which prints all tables.

          Source: measured on iptables 1.8.9, both back ends.
          """);

  public static final Code MISREAD_BY_NFT =
      new Code(
          "FWX1038",
          Severity.WARNING,
          "the nft tool loads another rule than the one that is written",
          """
          `-p tcp ! --sport 22 ! --dport 80` is for packets with neither port. iptables-nft 1.8.9 \
          makes one comparison of four bytes of it, and its rule is for all packets but those with \
          both ports; what it saves is the text as it was given. ip6tables-nft does the same with the \
          translation, so that both families agree on one host, but not with what is written. \
          iptables-legacy does what is written, and so does the proof.

          Instead: `-p tcp ! --sport 22 -m multiport ! --dports 80`.

          Source: measured on iptables 1.8.9 with `nft --debug=netlink list ruleset`; docs/kernel.md.
          """);

  private ReadingCodes() {}

  public static List<Code> all() {
    return List.of(
        UNREADABLE_LINE,
        UNKNOWN_OPTION,
        MISSING_VALUE,
        BAD_VALUE,
        UNKNOWN_MATCH,
        UNKNOWN_TARGET,
        UNDECLARED_CHAIN,
        MISSING_COMMIT,
        UNTERMINATED_QUOTE,
        CARRIAGE_RETURN,
        NO_FINAL_NEWLINE,
        INCOMPATIBLE_TABLE,
        WRONG_FAMILY,
        GIVEN_TWICE,
        REFUSED_RULE,
        DECLARED_TWICE,
        OTHER_FAMILY_LINE,
        OLD_NEGATION,
        NOT_A_RULESET,
        BAD_CHAIN,
        BAD_COMMAND,
        CHAIN_LOOP,
        LINE_TOO_LONG,
        REFUSED_BY_NFT,
        REFUSED_BY_LEGACY,
        REFUSED_BY_BOTH,
        POLICY_TWICE,
        OPTION_LOST,
        EXTENSION_NOT_SHIPPED,
        LISTED_RULES,
        MISREAD_BY_NFT);
  }
}
