package fwxlate.lexicon.target.part;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Reason;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetCounterpart.Translates;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Route;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// What the targets of address translation share.
public final class AddressTranslation {
  /// DNAT in [Field#CT_STATUS].
  public static final Becomes REDIRECTED = Becomes.To.of(32);

  /// In [Field#ROUTE].
  public static final Becomes TO_THIS_HOST = Becomes.To.of(Route.THIS_HOST.value());

  public static final Becomes TO_ANOTHER_HOST = Becomes.To.of(Route.ANOTHER_HOST.value());

  /// 127.0.0.0/8 and ::1.
  private static final Ranges LOOPBACK = Ranges.of(0x7f000000L, 0x7fffffffL).or(Ranges.of(1));

  private AddressTranslation() {}

  /// The problem that ports are given, but `-p` names no protocol that has them. The tools look at
  /// the number only, not at a `!` before it.
  public static Optional<String> portsWithoutProtocol(Rule rule) {
    boolean ported =
        rule.base()
            .option("-p")
            .flatMap(o -> Names.protocol(o.value()))
            .map(NatRange::hasPorts)
            .orElse(false);
    return ported
        ? Optional.empty()
        : Optional.of(
            "ports need `-p tcp`, `-p udp`, `-p sctp` or `-p dccp` in the rule of `-j "
                + rule.target().orElseThrow().name()
                + "`");
  }

  /// The problem of a range with ports.
  public static Optional<String> problem(
      Target.Call target, Rule rule, Family family, String option) {
    return target.option(option).filter(o -> !range(o, family).ports().isEmpty()).isPresent()
        ? portsWithoutProtocol(rule)
        : Optional.empty();
  }

  /// The same translation to the addresses that stand for those of `option`.
  public static TargetCounterpart.Nat counterpart(
      Target.Call target, String option, Translation translation, Translates what) {
    Option given = target.option(option).orElseThrow();
    NatRange four = range(given, Family.IPV4);
    return four.image(translation)
        .<Target>map(image ->
            new Target.Call(
                target.name(),
                target.options().stream()
                    .map(o ->
                        o.name().equals(option)
                            ? Option.of(option, image.toString(Family.IPV6))
                            : o)
                    .toList()))
        .map(kept -> new TargetCounterpart.Nat(kept, what, List.of()))
        .orElseGet(() ->
            new TargetCounterpart.Nat(
                what,
                new Reason.NotMapped(
                    four.ranges(),
                    "no IPv6 address or range of the same size stands for " + given.value())));
  }

  /// Where the packets of a `--to-destination` go.
  public static Translates destination(Target.Call target, String option, Translation translation) {
    NatRange four = range(target.option(option).orElseThrow(), Family.IPV4);
    return new Translates.Destination(
        four.ranges(),
        four.image(translation).map(NatRange::ranges).orElse(Ranges.NONE),
        four.portRange());
  }

  /// What becomes of a packet that is sent elsewhere: to an address and port of an option, each of
  /// which may be missing.
  public static Effect redirection(Target.Call target, String option, Family family) {
    var fields = EnumSet.noneOf(Field.class);
    var becomes = new EnumMap<Field, Becomes>(Field.class);
    becomes.put(Field.CT_STATUS, REDIRECTED);
    boolean here = option.equals("--to-ports");
    if (here) {
      becomes.put(Field.ROUTE, TO_THIS_HOST);
    }
    Optional<NatRange> range =
        target
            .option(option)
            .map(Option::value)
            .flatMap(v -> NatRange.parse(here ? ":" + v : v, family, true));
    range.ifPresent(to -> {
      if (!to.addresses().isEmpty()) {
        fields.add(Field.DESTINATION);
      }
      if (!to.ranges().isEmpty()) {
        becomes.put(Field.DESTINATION, oneOf(to.ranges()));
        becomes.put(Field.ROUTE, route(to.ranges()));
      }
      to.portRange()
          .ifPresent(ports -> {
            fields.add(Field.DESTINATION_PORT);
            becomes.put(
                Field.DESTINATION_PORT,
                to.base()
                    .<Becomes>map(base -> new Becomes.Counted(ports, base))
                    .orElseGet(() -> oneOf(Ranges.of(ports))));
          });
    });
    return new Effect.Change(target.toString(), true, fields, becomes);
  }

  /// To this host if all of these are loopback addresses, which are always this host's, else to
  /// others.
  private static Becomes route(Ranges addresses) {
    return LOOPBACK.containsAll(addresses) ? TO_THIS_HOST : TO_ANOTHER_HOST;
  }

  private static Becomes oneOf(Ranges values) {
    Range first = values.ranges().getFirst();
    return values.equals(Ranges.of(first.first()))
        ? new Becomes.To(first.first())
        : new Becomes.OneOf(values);
  }

  private static NatRange range(Option option, Family family) {
    return NatRange.parse(option.value(), family, true).orElseThrow();
  }
}
