package fwxlate.analyzer.check;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.analyzer.engine.Budget;
import fwxlate.analyzer.engine.PacketSet;
import fwxlate.analyzer.engine.Reply;
import fwxlate.analyzer.engine.TableQuestion;
import fwxlate.analyzer.engine.Verdicts;
import fwxlate.analyzer.meaning.Evaluator;
import fwxlate.analyzer.meaning.Evaluator.Decision;
import fwxlate.analyzer.meaning.Lowered;
import fwxlate.analyzer.meaning.Slice;
import fwxlate.packet.Condition;
import fwxlate.packet.CtState;
import fwxlate.packet.Family;
import fwxlate.packet.Field;
import fwxlate.packet.InterfaceName;
import fwxlate.packet.Packet;
import fwxlate.packet.Unsigned128;
import fwxlate.packet.ValueSet;
import fwxlate.ruleset.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a filter table does with the messages of neighbour discovery that no IPv6 host can do
/// without (RFC 4861 section 7.2, RFC 4862 section 5.4).
///
/// @param missing those that are let through nowhere: on no interface but `lo`, whatever opaque
///   predicates answer
/// @param shut the chains that let nothing at all through but on `lo`
record NeighbourDiscovery(List<Missing> missing, List<Hook> shut) {
  private static final int ICMPV6 = 58;
  private static final int SOLICITATION = 135;
  private static final int ADVERTISEMENT = 136;
  private static final int HOP_LIMIT = 255;

  static final List<Hook> CHAINS = List.of(Hook.INPUT, Hook.OUTPUT);

  private static final List<Condition> DEVICES =
      List.of(onLoopback(Field.IN_INTERFACE), onLoopback(Field.OUT_INTERFACE));

  private static final String GLOBAL = "2000::/3";
  private static final String LINK_LOCAL = "fe80::/10";
  private static final String UNSPECIFIED = "::/128";
  private static final String SOLICITED_NODE = "ff02::1:ff00:0/104";

  NeighbourDiscovery {
    missing = List.copyOf(missing);
    shut = List.copyOf(shut);
  }

  /// A kind of message.
  ///
  /// @param from addresses, a prefix
  /// @param to addresses, a prefix
  /// @param name for people
  private record Message(int type, String from, String to, String example, String name) {}

  private static final List<Message> MESSAGES =
      List.of(
          new Message(
              SOLICITATION,
              GLOBAL,
              SOLICITED_NODE,
              "2001:db8::99",
              "solicitations (135) from global addresses"),
          new Message(
              SOLICITATION,
              LINK_LOCAL,
              SOLICITED_NODE,
              "fe80::99",
              "solicitations (135) from link-local addresses"),
          new Message(
              SOLICITATION,
              UNSPECIFIED,
              SOLICITED_NODE,
              "::",
              "solicitations (135) from `::`, which find duplicate addresses"),
          new Message(
              ADVERTISEMENT,
              GLOBAL,
              GLOBAL,
              "2001:db8::99",
              "advertisements (136) from global addresses"),
          new Message(
              ADVERTISEMENT,
              LINK_LOCAL,
              LINK_LOCAL,
              "fe80::99",
              "advertisements (136) from link-local addresses"));

  /// A kind of message that is let through nowhere.
  ///
  /// @param name for people
  /// @param isDuplicateDetection whether only other hosts' search for duplicates suffers
  /// @param packet an example
  /// @param decision what becomes of it
  record Missing(
      Hook chain, String name, boolean isDuplicateDetection, Packet packet, Decision decision) {}

  /// No filter table, no hindrance.
  static NeighbourDiscovery unhindered() {
    return new NeighbourDiscovery(List.of(), List.of());
  }

  /// What a filter table does with them.
  static Reply<NeighbourDiscovery> of(Lowered filter, Budget budget) {
    var conditions = new ArrayList<Condition>(DEVICES);
    MESSAGES.forEach(m -> conditions.addAll(conditions(m)));
    Lowered slice =
        Slice.of(filter, MESSAGES.stream().map(m -> Condition.allOf(conditions(m))).toList());
    Reply<List<Missing>> missing =
        TableQuestion.ask(
            new TableQuestion.Subject(slice, Family.IPV6, CHAINS),
            conditions,
            budget,
            table -> missing(table, filter));
    return switch (missing) {
      case Reply.TooLarge(String why) -> new Reply.TooLarge<>(why);
      case Reply.Known(List<Missing> none) when none.isEmpty() -> new Reply.Known<>(unhindered());
      case Reply.Known(List<Missing> some) ->
          switch (shut(filter, budget)) {
            case Reply.Known(List<Hook> shut) ->
                new Reply.Known<>(new NeighbourDiscovery(some, shut));
            case Reply.TooLarge(String why) -> new Reply.TooLarge<>(why);
          };
    };
  }

  private static Reply<List<Hook>> shut(Lowered filter, Budget budget) {
    return TableQuestion.ask(
        new TableQuestion.Subject(filter, Family.IPV6, CHAINS),
        DEVICES,
        budget,
        table ->
            CHAINS.stream()
                .filter(c -> fromOutside(table, c).minus(table.verdicts(c).refused()).isEmpty())
                .toList());
  }

  private static List<Missing> missing(TableQuestion table, Lowered filter) {
    var missing = new ArrayList<Missing>();
    for (Hook chain : CHAINS) {
      Verdicts verdicts = table.verdicts(chain);
      PacketSet packets = fromOutside(table, chain);
      for (Message message : MESSAGES) {
        PacketSet these = packets;
        for (Condition condition : conditions(message)) {
          these = these.and(table.where(condition));
        }
        if (these.minus(verdicts.refused()).isEmpty()) {
          Packet packet = table.example(these, example(message, chain));
          missing.add(
              new Missing(
                  chain,
                  message.name,
                  message.from.equals(UNSPECIFIED),
                  packet,
                  Evaluator.decide(filter, chain.name(), packet)));
        }
      }
    }
    return missing;
  }

  private static PacketSet fromOutside(TableQuestion table, Hook chain) {
    return table.at(chain).minus(table.where(onLoopback(device(chain))));
  }

  private static Field device(Hook chain) {
    return chain == Hook.INPUT ? Field.IN_INTERFACE : Field.OUT_INTERFACE;
  }

  private static Condition onLoopback(Field device) {
    return Condition.test(device, InterfaceName.pattern("lo"));
  }

  private static List<Condition> conditions(Message message) {
    return List.of(
        Condition.test(Field.PROTOCOL, ICMPV6),
        Condition.test(Field.ICMP, message.type * 256L),
        Condition.test(Field.TTL, HOP_LIMIT),
        Condition.test(Field.FRAGMENT, 0),
        Condition.test(Field.SOURCE, addresses(message.from)),
        Condition.test(Field.DESTINATION, addresses(message.to)));
  }

  private static ValueSet addresses(String network) {
    return Network.parse(network, Family.IPV6).orElseThrow().addresses();
  }

  private static Packet example(Message message, Hook chain) {
    String to = message.to.equals(SOLICITED_NODE) ? "ff02::1:ff00:1" : message.example;
    return new Packet(
        Map.of(
            Field.PROTOCOL,
            Unsigned128.of(ICMPV6),
            Field.ICMP,
            Unsigned128.of(message.type * 256L),
            Field.TTL,
            Unsigned128.of(HOP_LIMIT),
            Field.CT_STATE,
            Unsigned128.of(CtState.UNTRACKED.value()),
            Field.SOURCE,
            address(message.example),
            Field.DESTINATION,
            address(to),
            device(chain),
            InterfaceName.of("eth0")),
        Map.of());
  }

  private static Unsigned128 address(String text) {
    return Addresses.parse(text, Family.IPV6).orElseThrow();
  }

  /// Whether nothing but the search for duplicates may get through.
  static boolean isAll(List<Missing> missing) {
    return missing.stream().filter(m -> !m.isDuplicateDetection).count()
        == MESSAGES.stream().filter(m -> !m.from.equals(UNSPECIFIED)).count();
  }

  /// What is missing in a chain.
  List<Missing> missing(Hook chain) {
    return missing.stream().filter(m -> m.chain == chain).toList();
  }
}
