package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.lexicon.Becomes;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Names;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.lexicon.target.part.AddressTranslation;
import fwxlate.lexicon.target.part.BitChange;
import fwxlate.lexicon.target.part.OneAddress;
import fwxlate.packet.Condition;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `-j TPROXY`: the packet goes to a socket of this host, its addresses stay (xt_TPROXY.c). Where
/// no such socket listens, the packet is dropped.
public record Tproxy() implements TargetEntry {
  private static final Card CARD =
      Card.of("TPROXY", "the packet goes to a socket of this host, its addresses stay")
          .in("mangle")
          .from("PREROUTING")
          .options(
              option("--on-port", Syntaxes.word("port", (text, _) -> port(text))),
              option("--on-ip", OneAddress.SYNTAX),
              option("--tproxy-mark", Syntaxes.MARK))
          .needs("--on-port");

  @Override
  public Card card() {
    return CARD;
  }

  private static Syntax.Parsed port(String text) {
    return Syntaxes.port(text)
        .map(port -> Syntax.Parsed.of(port.toString()))
        .orElseGet(() -> Syntaxes.refused("is not a port", "write 0 to 65535"));
  }

  /// The savers print all three, defaults too.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    var options = new ArrayList<Option>();
    target.option("--on-port").ifPresent(options::add);
    options.add(
        target
            .option("--on-ip")
            .orElseGet(() -> Option.of("--on-ip", family == Family.IPV4 ? "0.0.0.0" : "::")));
    options.add(
        Option.of(
            "--tproxy-mark",
            target
                .option("--tproxy-mark")
                .map(o -> BitChange.of(o, 0xffffffffL).toString(1))
                .orElse("0x0/0x0")));
    return new Target.Call(target.name(), options);
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return Names.isProtocol(rule, 6, 17)
        ? Optional.empty()
        : Optional.of("`-j TPROXY` needs `-p tcp` or `-p udp`");
  }

  /// The unspecified address stands for that of the interface, in both families.
  @Override
  public Effect effect(Target.Call target, Family family) {
    Option address = target.option("--on-ip").orElseThrow();
    Option mark = target.option("--tproxy-mark").orElseThrow();
    String socket =
        target.option("--on-port").orElseThrow()
            + (OneAddress.isUnspecified(address, family) ? "" : " " + address);
    return new Effect.Change(
        "tproxy " + socket + " " + mark,
        true,
        Set.of(),
        Map.of(
            Field.ROUTE,
            AddressTranslation.TO_THIS_HOST,
            Field.MARK,
            new Becomes.Bits(BitChange.of(mark, 0xffffffffL).masked())),
        Condition.opaque("a transparent socket takes it: " + socket));
  }

  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    Option given = target.option("--on-ip").orElseThrow();
    Optional<Option> image =
        OneAddress.isUnspecified(given, Family.IPV4)
            ? Optional.of(Option.of("--on-ip", "::"))
            : OneAddress.image(given, translation);
    return image
        .map(address ->
            TargetCounterpart.same(
                new Target.Call(
                    "TPROXY",
                    target.options().stream().map(o -> o.equals(given) ? address : o).toList())))
        .orElseGet(() ->
            TargetCounterpart.notMapped(
                OneAddress.of(given), "no single IPv6 address stands for " + given.value()));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -p tcp -j TPROXY --on-port 80")
            .in("mangle")
            .refused("PREROUTING only"),
        mangle("-A PREROUTING -p tcp -j TPROXY --tproxy-mark 1 --on-port 3128")
            .savedAs(
                "-A PREROUTING -p tcp -j TPROXY --on-port 3128 --on-ip 0.0.0.0"
                    + " --tproxy-mark 0x1/0xffffffff")
            .becomes(
                "-A PREROUTING -p tcp -j TPROXY --on-port 3128 --on-ip ::"
                    + " --tproxy-mark 0x1/0xffffffff"),
        mangle("-A PREROUTING -p udp -j TPROXY --on-port 65535 --on-ip 127.0.0.1")
            .savedAs(
                "-A PREROUTING -p udp -j TPROXY --on-port 65535 --on-ip 127.0.0.1"
                    + " --tproxy-mark 0x0/0x0")
            .becomes(
                "-A PREROUTING -p udp -j TPROXY --on-port 65535 --on-ip ::1"
                    + " --tproxy-mark 0x0/0x0"),
        mangle(
                "-A PREROUTING -p tcp -j TPROXY --on-port 0 --on-ip 203.0.113.1"
                    + " --tproxy-mark 0x1/0x1")
            .hasNoCounterpart(),
        mangle("-A PREROUTING -j TPROXY --on-port 3128").refused("needs -p tcp or udp"),
        mangle("-A PREROUTING -p tcp -j TPROXY --on-ip 192.0.2.1").refused("no port"));
  }

  private static Example mangle(String rule) {
    return Example.v4(rule).in("mangle");
  }
}
