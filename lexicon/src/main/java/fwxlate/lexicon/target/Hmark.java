package fwxlate.lexicon.target;

import static fwxlate.lexicon.OptionSpelling.option;

import fwxlate.address.Addresses;
import fwxlate.lexicon.Card;
import fwxlate.lexicon.Effect;
import fwxlate.lexicon.Example;
import fwxlate.lexicon.Numbers;
import fwxlate.lexicon.OptionSpelling;
import fwxlate.lexicon.Syntax;
import fwxlate.lexicon.Syntaxes;
import fwxlate.lexicon.TargetCounterpart;
import fwxlate.lexicon.TargetEntry;
import fwxlate.lexicon.Translation;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.ruleset.Option;
import fwxlate.ruleset.Rule;
import fwxlate.ruleset.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `-j HMARK`: the packet mark becomes a hash of addresses, ports or SPI (xt_HMARK.c): offset +
/// hash modulo. Prefix lengths are bits, masks and values to be set as the option says;
/// `--hmark-tuple` is a short way to write masks of all ones, `ct` in it takes the addresses of the
/// flow.
public record Hmark() implements TargetEntry {
  private static final String TUPLE = "--hmark-tuple";
  private static final String SOURCE = "--hmark-src-prefix";
  private static final String DESTINATION = "--hmark-dst-prefix";
  private static final String SOURCE_PORT_MASK = "--hmark-sport-mask";
  private static final String DESTINATION_PORT_MASK = "--hmark-dport-mask";
  private static final String SPI_MASK = "--hmark-spi-mask";
  private static final String SOURCE_PORT = "--hmark-sport";
  private static final String DESTINATION_PORT = "--hmark-dport";
  private static final String SPI = "--hmark-spi";
  private static final String PROTOCOL_MASK = "--hmark-proto-mask";
  private static final String SEED = "--hmark-rnd";
  private static final String MODULUS = "--hmark-mod";

  private static final Card CARD =
      Card.of("HMARK", "the packet mark becomes a hash of the packet, and the next rule goes on")
          .options(
              option(SOURCE, Syntaxes.PREFIX_LENGTH),
              option(DESTINATION, Syntaxes.PREFIX_LENGTH),
              option(SOURCE_PORT_MASK, Syntaxes.hex(0, 0xffff, 4)),
              option(DESTINATION_PORT_MASK, Syntaxes.hex(0, 0xffff, 4)),
              option(SPI_MASK, Syntaxes.hex(0, 0xffffffffL, 8)),
              option(SOURCE_PORT, Syntaxes.hex(0, 0xffff, 4)),
              option(DESTINATION_PORT, Syntaxes.hex(0, 0xffff, 4)),
              option(SPI, Syntaxes.hex(0, 0xffffffffL, 8)),
              option(PROTOCOL_MASK, Syntaxes.hex(0, 0xffff, 2)),
              option(SEED, Syntaxes.hex(0, 0xffffffffL, 8)),
              option(MODULUS, Syntaxes.number(1, 0xffffffffL)),
              option("--hmark-offset", Syntaxes.number(0, 0xffffffffL)),
              option(
                  TUPLE,
                  Syntaxes.word("src,dst,sport,dport,proto,spi,ct", (text, _) -> tuple(text))))
          .needs(MODULUS)
          .needs(SEED)
          .needs(
              TUPLE,
              SOURCE,
              DESTINATION,
              SOURCE_PORT_MASK,
              DESTINATION_PORT_MASK,
              SPI_MASK,
              SOURCE_PORT,
              DESTINATION_PORT,
              SPI,
              PROTOCOL_MASK)
          .excludes(SPI_MASK, SOURCE_PORT_MASK)
          .excludes(SPI_MASK, DESTINATION_PORT_MASK)
          .excludes(SPI, SOURCE_PORT)
          .excludes(SPI, DESTINATION_PORT);

  @Override
  public Card card() {
    return CARD;
  }

  /// Words may be cut short; the first of the list that begins so is meant (hmark_parse).
  private static Syntax.Parsed tuple(String text) {
    List<String> known = List.of("ct", "src", "dst", "sport", "dport", "proto", "spi");
    var given = new ArrayList<String>();
    for (String part : text.split(",", -1)) {
      Optional<String> found =
          known.stream()
              .filter(k -> !part.isEmpty() && k.startsWith(part.toLowerCase(Locale.ROOT)))
              .findFirst();
      if (found.isEmpty()) {
        return Syntaxes.refused(
            "is not a list of its values", "write some of " + String.join(",", known));
      }
      given.add(found.get());
    }
    return Syntax.Parsed.of(
        known.stream().filter(given::contains).collect(Collectors.joining(",")));
  }

  private static Option allOnes(String part, Family family) {
    return switch (part) {
      case "src" -> Option.of(SOURCE, "" + Addresses.bits(family));
      case "dst" -> Option.of(DESTINATION, "" + Addresses.bits(family));
      case "sport" -> Option.of(SOURCE_PORT_MASK, "0xffff");
      case "dport" -> Option.of(DESTINATION_PORT_MASK, "0xffff");
      case "proto" -> Option.of(PROTOCOL_MASK, "0xffff");
      case "spi" -> Option.of(SPI_MASK, "0xffffffff");
      default -> Option.of(TUPLE, part);
    };
  }

  /// The tuple is masks in the kernel, only `ct` stays. A mask that is given both ways stays as it
  /// is, and is refused.
  @Override
  public Target.Call canonical(Target.Call target, Family family) {
    Optional<Option> tuple = target.option(TUPLE);
    if (tuple.isEmpty()) {
      return target;
    }
    List<Option> masks =
        Stream.of(tuple.get().value().split(",", -1)).map(part -> allOnes(part, family)).toList();
    var options = new ArrayList<>(target.options());
    options.remove(tuple.get());
    if (masks.stream().anyMatch(m -> target.has(m.name()) && !m.name().equals(TUPLE))) {
      return target;
    }
    options.addAll(masks);
    List<String> order = CARD.spelling().options().stream().map(OptionSpelling::name).toList();
    options.sort(Comparator.comparingInt(o -> order.indexOf(o.name())));
    return new Target.Call(target.name(), options);
  }

  @Override
  public Optional<String> problem(Target.Call target, Rule rule, Family family) {
    return target.option(TUPLE).filter(o -> !o.value().equals("ct")).isPresent()
        ? Optional.of("`" + TUPLE + "` gives a mask that another option gives, too")
        : Optional.empty();
  }

  @Override
  public Effect effect(Target.Call target, Family family) {
    return new Effect.Change(target.toString(), false, Set.of(Field.MARK));
  }

  /// The same share of the traffic gets each mark, but which flow gets which is another matter in
  /// each family.
  @Override
  public TargetCounterpart counterpart(Target.Call target, Translation translation) {
    Target.Call now =
        new Target.Call(
            target.name(),
            target.options().stream()
                .map(o ->
                    o.name().equals(SOURCE) || o.name().equals(DESTINATION)
                        ? Option.of(
                            o.name(),
                            "" + translation.prefixBits((int) Numbers.canonical(o.value())))
                        : o)
                .toList());
    return TargetCounterpart.becomes(
        now, "the hash is of IPv6 addresses: the two families of a host may get two marks");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.v4("-A INPUT -j HMARK --hmark-src-prefix 32 --hmark-rnd 0x00000004 --hmark-mod 42")
            .becomes(
                "-A INPUT -j HMARK --hmark-src-prefix 128 --hmark-rnd 0x00000004 --hmark-mod 42"),
        Example.v4("-A INPUT -j HMARK --hmark-tuple src,dst --hmark-mod 8 --hmark-rnd 1")
            .savedAs(
                "-A INPUT -j HMARK --hmark-src-prefix 32 --hmark-dst-prefix 32 --hmark-rnd 0x00000001 --hmark-mod 8")
            .becomes(
                "-A INPUT -j HMARK --hmark-src-prefix 128 --hmark-dst-prefix 128 --hmark-rnd 0x00000001 --hmark-mod 8"),
        Example.v4(
                "-A PREROUTING -j HMARK --hmark-tuple ct,dport,sport,proto --hmark-offset 0 --hmark-mod 4294967295 --hmark-rnd 0xffffffff")
            .in("mangle")
            .savedAs(
                "-A PREROUTING -j HMARK --hmark-sport-mask 0xffff --hmark-dport-mask 0xffff --hmark-proto-mask 0xffff --hmark-rnd 0xffffffff --hmark-mod 4294967295 --hmark-offset 0 --hmark-tuple ct")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -j HMARK --hmark-spi-mask 7 --hmark-spi 80 --hmark-mod 1 --hmark-rnd 0")
            .savedAs(
                "-A INPUT -j HMARK --hmark-spi-mask 0x00000007 --hmark-spi 0x00000050 --hmark-rnd 0x00000000 --hmark-mod 1")
            .staysTheSame(),
        Example.v4(
                "-A INPUT -j HMARK --hmark-sport 80 --hmark-dport 0xff --hmark-mod 1 --hmark-rnd 1")
            .savedAs(
                "-A INPUT -j HMARK --hmark-sport 0x0050 --hmark-dport 0x00ff --hmark-rnd 0x00000001 --hmark-mod 1")
            .staysTheSame(),
        Example.v4("-A INPUT -j HMARK --hmark-tuple s,D,sp,dp,pr --hmark-mod 1 --hmark-rnd 1")
            .savedAs(
                "-A INPUT -j HMARK --hmark-src-prefix 32 --hmark-dst-prefix 32 --hmark-sport-mask 0xffff --hmark-dport-mask 0xffff --hmark-proto-mask 0xffff --hmark-rnd 0x00000001 --hmark-mod 1"),
        Example.v4(
                "-A INPUT -j HMARK --hmark-src-prefix 0 --hmark-dst-prefix 255.255.0.0 --hmark-mod 1 --hmark-rnd 1")
            .savedAs(
                "-A INPUT -j HMARK --hmark-src-prefix 0 --hmark-dst-prefix 16 --hmark-rnd 0x00000001 --hmark-mod 1"),
        Example.v6(
            "-A INPUT -j HMARK --hmark-src-prefix 64 --hmark-dst-prefix 128 --hmark-rnd 0x00000001 --hmark-mod 1"),
        Example.v6("-A INPUT -j HMARK --hmark-dst-prefix 129 --hmark-rnd 1 --hmark-mod 1")
            .refused("no such prefix"),
        Example.v4("-A INPUT -j HMARK --hmark-tuple src --hmark-mod 0 --hmark-rnd 1")
            .refused("modulo zero"),
        Example.v4("-A INPUT -j HMARK --hmark-tuple src --hmark-rnd 1").refused("no modulus"),
        Example.v4("-A INPUT -j HMARK --hmark-tuple src --hmark-mod 1").refused("no seed"),
        Example.v4("-A INPUT -j HMARK --hmark-mod 1 --hmark-rnd 1").refused("a hash of nothing"),
        Example.v4(
                "-A INPUT -j HMARK --hmark-mod 1 --hmark-rnd 1 --hmark-tuple src --hmark-src-prefix 24")
            .refused("two masks"),
        Example.v4("-A INPUT -j HMARK --hmark-mod 1 --hmark-rnd 1 --hmark-tuple spi,sport")
            .refused("SPI and ports"),
        Example.v4("-A INPUT -j HMARK --hmark-mod 1 --hmark-rnd 1 --hmark-spi 1 --hmark-sport 1")
            .refused("SPI and ports"),
        Example.v4("-A INPUT -j HMARK --hmark-mod 1 --hmark-rnd 1 --hmark-tuple src,host")
            .refused("no such part"));
  }
}
