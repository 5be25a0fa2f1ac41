package fwxlate.lexicon.match;

import static fwxlate.lexicon.OptionSpelling.flag;
import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Counterpart;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.MatchEntry;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.ruleset.Match;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `-m connlimit`: how many flows an address has, counted for this rule alone (xt_connlimit.c,
/// connlimit_mt).
public record Connlimit() implements MatchEntry {
  private static final String UP_TO = "--connlimit-upto";
  private static final String ABOVE = "--connlimit-above";
  private static final String MASK = "--connlimit-mask";
  private static final String SOURCE = "--connlimit-saddr";
  private static final String DESTINATION = "--connlimit-daddr";

  private static final Card CARD =
      Card.of("connlimit", "how many flows an address or network has")
          .options(
              option(UP_TO, Syntaxes.number(0, 0xffffffffL)).canNegate(),
              option(ABOVE, Syntaxes.number(0, 0xffffffffL)).canNegate(),
              option(MASK, Syntaxes.PREFIX_LENGTH),
              flag(SOURCE),
              flag(DESTINATION));

  @Override
  public Card card() {
    return CARD;
  }

  @Override
  public Match canonical(Match match, Family family) {
    var options = new ArrayList<Option>();
    for (Option option : match.options()) {
      switch (option.name()) {
        case UP_TO -> options.add(Option.of(option.negated() ? ABOVE : UP_TO, option.value()));
        case ABOVE -> options.add(Option.of(option.negated() ? UP_TO : ABOVE, option.value()));
        default -> {}
      }
    }
    options.add(match.option(MASK).orElseGet(() -> Option.of(MASK, "" + Addresses.bits(family))));
    match.option(SOURCE).ifPresent(options::add);
    match.option(DESTINATION).ifPresent(options::add);
    if (!match.has(SOURCE) && !match.has(DESTINATION)) {
      options.add(Option.of(SOURCE));
    }
    return new Match(match.name(), options);
  }

  @Override
  public Optional<String> problem(Match match, Rule rule, Family family) {
    String limit = match.options().getFirst().name();
    if (!limit.equals(UP_TO) && !limit.equals(ABOVE)) {
      return Optional.of("`-m connlimit` needs `--connlimit-upto` or `--connlimit-above`");
    }
    return match.options().size() == 3
        ? Optional.empty()
        : Optional.of("`-m connlimit` takes one limit, and one address to count by");
  }

  @Override
  public Condition meaning(Match match, Family family) {
    Option limit = match.options().getFirst();
    var upTo = new ArrayList<Option>();
    upTo.add(Option.of(UP_TO, limit.value()));
    match.options().stream()
        .skip(1)
        .filter(o -> !o.equals(Option.of(MASK, "" + Addresses.bits(family))))
        .forEach(upTo::add);
    return Condition.not(
        limit.name().equals(ABOVE),
        new Condition.Opaque(new Match(match.name(), upTo).toString(), Condition.Memory.PER_RULE));
  }

  @Override
  public Counterpart counterpart(Match match, Translation translation) {
    int bits4 = Integer.parseInt(match.value(MASK).orElseThrow());
    int bits6 = translation.prefixBits(bits4);
    Counterpart here = Counterpart.becomes(match.with(Option.of(MASK, "" + bits6)));
    boolean sameQuestion = bits4 == bits6 || (bits4 == 32 && bits6 == 128);
    return sameQuestion
        ? here
        : here.assuming(
            "flows are counted per IPv6 /" + bits6 + " where IPv4 counts per /" + bits4);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -m connlimit --connlimit-above 10 -j DROP")
            .savedAs(
                "-A INPUT -m connlimit --connlimit-above 10 --connlimit-mask 32 --connlimit-saddr"
                    + " -j DROP")
            .becomes(
                "-A INPUT -m connlimit --connlimit-above 10 --connlimit-mask 128 --connlimit-saddr"
                    + " -j DROP"),
        Example.v4("-A INPUT -m connlimit ! --connlimit-above 4294967295 -j DROP")
            .savedAs(
                "-A INPUT -m connlimit --connlimit-upto 4294967295 --connlimit-mask 32"
                    + " --connlimit-saddr -j DROP")
            .becomes(
                "-A INPUT -m connlimit --connlimit-upto 4294967295 --connlimit-mask 128"
                    + " --connlimit-saddr -j DROP"),
        Example.v4(
                "-A INPUT -m connlimit ! --connlimit-upto 0 --connlimit-daddr"
                    + " --connlimit-mask 0.0.0.0 -j DROP")
            .savedAs(
                "-A INPUT -m connlimit --connlimit-above 0 --connlimit-mask 0 --connlimit-daddr"
                    + " -j DROP")
            .staysTheSame(),
        Example.v6(
            "-A INPUT -m connlimit --connlimit-upto 5 --connlimit-mask 64 --connlimit-saddr"
                + " -j DROP"),
        Example.v4("-A INPUT -m connlimit --connlimit-upto 4294967296 -j DROP").refused("33 bits"),
        Example.v6("-A INPUT -m connlimit --connlimit-upto 1 --connlimit-mask 129 -j DROP")
            .refused("129 bits"),
        Example.v4("-A INPUT -m connlimit --connlimit-upto 1 --connlimit-above 2 -j DROP")
            .refused("two limits"),
        Example.v4(
                "-A INPUT -m connlimit --connlimit-upto 1 --connlimit-saddr --connlimit-daddr"
                    + " -j DROP")
            .refused("two addresses"),
        Example.v4("-A INPUT -m connlimit --connlimit-mask 24 -j DROP").refused("no limit"));
  }
}
