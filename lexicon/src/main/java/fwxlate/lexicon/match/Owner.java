package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Ranges;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m owner`: the socket that sends the packet, and whose it is (xt_owner.c, owner_mt). The
/// kernel's own sockets (answers to pings) exist, but are nobody's.
public record Owner() implements MatchEntry {
  private static final String SOCKET = "--socket-exists";
  private static final String USER = "--uid-owner";
  private static final String GROUP = "--gid-owner";
  private static final String GROUPS = "--suppl-groups";

  /// 2^32 - 1 stands for nobody.
  private static final long HIGHEST = 0xffff_fffeL;

  private static final Syntax IDS = Syntaxes.word("id[-id]", (text, _) -> read(text));

  private static final Card CARD =
      Card.of("owner", "the user or group that owns the sending socket")
          .from("OUTPUT", "POSTROUTING")
          .options(
              flag(SOCKET).canNegate(),
              option(USER, IDS).canNegate(),
              option(GROUP, IDS).canNegate(),
              flag(GROUPS))
          .needsBeside(GROUPS, GROUP);

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    return match.options().isEmpty()
        ? Optional.of("`-m owner` needs `--uid-owner`, `--gid-owner` or `--socket-exists`")
        : Optional.empty();
  }

  @Override
  public Condition meaning(Match match, Family family) {
    var all = new ArrayList<Condition>();
    for (Option option : match.options()) {
      Condition plain =
          switch (option.name()) {
            case SOCKET -> socketExists();
            case USER -> Condition.test(Field.SOCKET_UID, ids(option));
            case GROUP -> group(option, match.has(GROUPS));
            // packets without a socket never meet it, not even where the group is negated
            case GROUPS -> socketExists();
            default -> throw new IllegalStateException(option.toString());
          };
      all.add(Condition.not(option.negated(), plain));
    }
    return Condition.allOf(all);
  }

  private static Condition group(Option option, boolean supplementary) {
    Condition own = Condition.test(Field.SOCKET_GID, ids(option));
    return supplementary
        ? Condition.anyOf(own, Condition.opaque("-m owner " + option.negate(false) + " " + GROUPS))
        : own;
  }

  private static Condition socketExists() {
    return Condition.anyOf(
        Condition.test(Field.SOCKET_UID, 0, 0xffff_ffffL),
        Condition.opaque("-m owner " + SOCKET + " without a user"));
  }

  private static Ranges ids(Option option) {
    return Ranges.of(Numbers.range(option.value().replace('-', ':')));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    return Counterpart.same(match);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m owner --uid-owner 0 -j ACCEPT").refused("not in INPUT"),
        Example.v4("-A OUTPUT -m owner --uid-owner 1000 -j ACCEPT")
            .meets("uid 1000")
            .misses("uid 999", "uid 1001", "uid 0x100000000")
            .staysTheSame(),
        Example.v4("-A OUTPUT -m owner ! --gid-owner 5-10 --uid-owner root -j DROP")
            .meets("uid 0 gid 4", "uid 0 gid 11")
            .misses("uid 0 gid 5", "uid 0 gid 10", "uid 1 gid 11")
            .savedAs("-A OUTPUT -m owner --uid-owner 0 ! --gid-owner 5-10 -j DROP")
            .staysTheSame(),
        Example.v4("-A OUTPUT -m owner --uid-owner 0-4294967294 -j ACCEPT")
            .meets("uid 0", "uid 4294967294")
            .misses("uid 0x100000000")
            .staysTheSame(),
        Example.v4("-A OUTPUT -m owner --uid-owner 010 --gid-owner 7-7 -j ACCEPT")
            .savedAs("-A OUTPUT -m owner --uid-owner 8 --gid-owner 7 -j ACCEPT")
            .staysTheSame(),
        Example.v4("-A POSTROUTING -m owner ! --gid-owner 3 --suppl-groups -j ACCEPT")
            .in("mangle")
            .staysTheSame(),
        Example.v4("-A OUTPUT -m owner ! --uid-owner 1 ! --socket-exists -j ACCEPT")
            .savedAs("-A OUTPUT -m owner ! --socket-exists ! --uid-owner 1 -j ACCEPT")
            .staysTheSame(),
        Example.v6("-A OUTPUT -m owner --socket-exists -j ACCEPT")
            .meets("uid 0 gid 0")
            .misses("uid 0x100000000"),
        Example.v4("-A OUTPUT -m owner --uid-owner 4294967295 -j ACCEPT").refused("nobody's"),
        Example.v4("-A OUTPUT -m owner --uid-owner 5-3 -j ACCEPT").refused("from high to low"),
        Example.v4("-A OUTPUT -m owner --suppl-groups --uid-owner 5 -j ACCEPT")
            .refused("of which group"),
        Example.v4("-A OUTPUT -m owner -j ACCEPT").refused("no option"));
  }

  /// Reads `id` or `first-last`. Names are not looked up: they mean another number on each machine,
  /// except `root`.
  private static Syntax.Parsed read(String text) {
    if (text.equals("root")) {
      return Syntax.Parsed.of("0");
    }
    int dash = text.indexOf('-');
    Optional<Long> first = Numbers.unsigned(dash < 0 ? text : text.substring(0, dash), 0, HIGHEST);
    Optional<Long> last = dash < 0 ? first : Numbers.unsigned(text.substring(dash + 1), 0, HIGHEST);
    if (first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
      return Syntaxes.refused(
          "is not a user or group id",
          "write a number or `first-last`: names differ between machines, `id NAME` shows them");
    }
    return Syntax.Parsed.of(
        first.get().equals(last.get()) ? "" + first.get() : first.get() + "-" + last.get());
  }
}
