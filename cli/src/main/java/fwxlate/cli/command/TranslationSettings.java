package fwxlate.cli.command;

import fwxlate.address.AddressMap;
import fwxlate.address.Network;
import fwxlate.analyzer.engine.Budget;
import fwxlate.cli.console.Arguments;
import fwxlate.cli.console.Console;
import fwxlate.cli.console.Failure;
import fwxlate.cli.report.Paint;
import fwxlate.grammar.maps.AddressMapReader;
import fwxlate.grammar.sets.IpsetReader;
import fwxlate.ipset.Ipsets;
import fwxlate.lexicon.Syntaxes;
import fwxlate.packet.Family;
import fwxlate.report.Plural;
import fwxlate.translator.options.TranslationOptions;
import fwxlate.translator.options.TranslationOptions.Host;
import fwxlate.translator.options.TranslationOptions.KnownSets;
import fwxlate.translator.options.TranslationOptions.Managed;
import fwxlate.translator.options.TranslationOptions.Role;
import fwxlate.translator.options.TranslationOptions.Wishes;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.commons.cli.Options;

/// The options about what a translation should be like, which several commands share.
public final class TranslationSettings {
  private TranslationSettings() {}

  public static Options options() {
    return withSets(Common.options())
        .addOption(
            Common.option(
                null, "map", "V4=V6", "V6 stands for V4: addresses, prefixes; repeatable"))
        .addOption(Common.option(null, "map-file", "FILE", "lines `V4 = V6  # remark`"))
        .addOption(
            Common.option(
                null, "nat", "drop|keep", "drop (default): IPv6 does without; keep: translate it"))
        .addOption(
            Common.option(
                null, "role", "host|router", "default: router if FORWARD has rules or accepts"))
        .addOption(Common.option(null, "ra", "on|off", "let router advertisements in (default on)"))
        .addOption(Common.option(null, "dhcpv6", "on|off", "let DHCPv6 in (default on)"))
        .addOption(
            Common.option(
                null, "mld", "on|off", "let multicast listener discovery in (default on)"))
        .addOption(
            Common.option(null, "lab", "ADDRESS[,..]", "hosts that reach everything, first rule"))
        .addOption(
            Common.option(
                null,
                "force-ipv4",
                "PORT[/tcp][,..]",
                "refuse these on IPv6 with a reset: clients fall back to IPv4 at once"))
        .addOption(
            Common.option(
                null,
                "host-bits",
                "128|64",
                "what counts as one host where IPv4 counts addresses (default 128)"))
        .addOption(
            Common.flag(
                null,
                "no-conntrack",
                "for kernels that cannot track IPv6: flags and ports instead of states"));
  }

  public static TranslationOptions read(
      Arguments arguments, Console console, String file, Paint paint) throws Failure {
    var lab = new ArrayList<Network>();
    for (String host : arguments.list("lab")) {
      lab.add(
          Network.parse(host, Family.IPV6)
              .orElseThrow(() ->
                  Failure.usage(
                      "`" + host + "` is not an IPv6 address (`--lab`)",
                      "write the lab host's IPv6 address in numbers")));
    }
    var ports = new ArrayList<Integer>();
    for (String port : arguments.list("force-ipv4")) {
      ports.add(
          Syntaxes.port(port.replaceFirst("/tcp$", ""))
              .orElseThrow(() ->
                  Failure.usage(
                      "`" + port + "` is not a TCP port (`--force-ipv4`)",
                      "write `25`, `25/tcp` or `smtp`")));
    }
    Optional<Role> role =
        arguments.has("role")
            ? Optional.of(
                arguments.choice("role", "host", "host", "router").equals("host")
                    ? Role.HOST
                    : Role.ROUTER)
            : Optional.empty();
    return new TranslationOptions(
        file,
        map(arguments, console, paint),
        new Host(role, arguments.onOff("ra"), arguments.onOff("dhcpv6"), arguments.onOff("mld")),
        new Wishes(
            arguments.choice("nat", "drop", "drop", "keep").equals("keep"),
            lab,
            ports,
            arguments.has("no-conntrack"),
            Integer.parseInt(arguments.choice("host-bits", "128", "128", "64")),
            managed(arguments)),
        new KnownSets(
            sets(arguments, console, paint),
            arguments.choice("sets", "twin", "twin", "dual").equals("dual")),
        Budget.DEFAULT);
  }

  /// Adds `--managed`, for the commands that translate or prove.
  static Options withManaged(Options options) {
    return options.addOption(
        Common.option(
            null,
            "managed",
            "skip|translate",
            "chains of docker, libvirt and such: leave them to their program, or translate them;"
                + " default: left to those that make their own for IPv6"));
  }

  /// Adds `--ipset-in`.
  static Options withSets(Options options) {
    return options.addOption(
        Common.option(
            null,
            "ipset-in",
            "FILE",
            "the sets that rules ask (`ipset save`), of both families; repeatable"));
  }

  /// What `--managed` says, where the command has it.
  static Managed managed(Arguments arguments) throws Failure {
    if (!arguments.has("managed")) {
      return Managed.BY_PROGRAM;
    }
    return arguments.choice("managed", "skip", "skip", "translate").equals("skip")
        ? Managed.SKIP
        : Managed.TRANSLATE;
  }

  /// The sets of `--ipset-in`.
  static Ipsets sets(Arguments arguments, Console console, Paint paint) throws Failure {
    var reader = new IpsetReader();
    for (String file : arguments.values("ipset-in")) {
      reader.addFile(file, console.read(file));
    }
    IpsetReader.SetsReading reading = reader.read();
    if (!reading.findings().isEmpty()) {
      throw Input.refused(
          reading.findings(),
          Plural.of(reading.findings().size(), "error") + " in the sets",
          console,
          paint);
    }
    return Ipsets.of(reading.sets());
  }

  private static AddressMap map(Arguments arguments, Console console, Paint paint) throws Failure {
    var reader = new AddressMapReader();
    for (String file : arguments.values("map-file")) {
      reader.addFile(file, console.read(file));
    }
    arguments.values("map").forEach(reader::addOption);
    AddressMapReader.MapReading reading = reader.read();
    if (!reading.findings().isEmpty()) {
      throw Input.refused(
          reading.findings(),
          Plural.of(reading.findings().size(), "error") + " in the map",
          console,
          paint);
    }
    return reading.map();
  }
}
