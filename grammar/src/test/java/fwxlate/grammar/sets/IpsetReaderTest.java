package fwxlate.grammar.sets;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.ipset.Ipset;
import fwxlate.ipset.SetType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `every-type.save` was printed by ipset 7.17 on Linux 6.18, of every type that kernel has, with
/// every option that it prints.
class IpsetReaderTest {
  private static final Path SAMPLES = Path.of(System.getProperty("fwxlate.testdata"), "ipset");

  /// The types that the kernel of the sample lacked; as ipset(8) of 7.17 shows them.
  private static final String OTHER_TYPES =
      """
      create macs hash:mac hashsize 1024 maxelem 65536 bucketsize 12 initval 0x00000001
      add macs 02:00:5E:00:53:AF
      create cards hash:ip,mac family inet6 hashsize 1024 maxelem 65536 bucketsize 12
      add cards 2001:db8::1,02:00:5E:00:53:AF
      create marks hash:ip,mark family inet markmask 0x000000ff hashsize 1024 maxelem 65536
      add marks 192.0.2.1,0x00000007
      create pairs hash:net,net family inet hashsize 1024 maxelem 65536
      add pairs 10.0.0.0/8,192.0.2.1 nomatch
      add pairs 0.0.0.0/0,192.0.2.0/24
      create ways hash:net,port,net family inet6 hashsize 1024 maxelem 65536
      add ways 2001:db8::/32,udp:53,2001:db8::1
      """;

  private static IpsetReader.SetsReading read(String text) {
    var reader = new IpsetReader();
    reader.addFile("sets", text.getBytes(StandardCharsets.UTF_8));
    return reader.read();
  }

  private static List<Ipset> sets(String text) {
    IpsetReader.SetsReading reading = read(text);
    assertThat(reading.findings()).isEmpty();
    return reading.sets();
  }

  private static List<String> findings(String text) {
    return read(text).findings().stream()
        .map(f ->
            "%d:%d-%d %s %s"
                .formatted(
                    f.place().span().line(),
                    f.place().span().start(),
                    f.place().span().end(),
                    f.code().id(),
                    f.message()))
        .toList();
  }

  @Test
  void whatIpsetSavePrintsIsWrittenBackByteForByte() throws IOException {
    String saved = Files.readString(SAMPLES.resolve("every-type.save"));
    assertThat(IpsetWriter.write(sets(saved))).isEqualTo(saved);
    assertThat(IpsetWriter.write(sets(OTHER_TYPES))).isEqualTo(OTHER_TYPES);
  }

  @Test
  void theSamplesHaveEveryType() throws IOException {
    String saved = Files.readString(SAMPLES.resolve("every-type.save"));
    var types = EnumSet.noneOf(SetType.class);
    sets(saved + OTHER_TYPES).forEach(set -> types.add(set.type()));
    assertThat(types).isEqualTo(EnumSet.allOf(SetType.class));
  }

  @Test
  void linesThatEndInCrLfAreTheSameSets() {
    assertThat(IpsetWriter.write(sets(OTHER_TYPES.replace("\n", "\r\n")))).isEqualTo(OTHER_TYPES);
  }

  @Test
  void whatRestoreTakesBesidesIsReadAsTheMembersThatItMakes() {
    assertThat(
            IpsetWriter.write(
                sets(
                    """
                    # by hand
                    create a hash:net -exist
                    add a 192.0.2.0-192.0.2.5
                    add a 198.51.100.7/24
                    create b hash:ip,port
                    add b 192.0.2.1,ssh
                    add b 192.0.2.1,6:80-82 -exist
                    add b 192.0.2.1,icmp:8/0
                    add b 192.0.2.1,47:0
                    create c hash:ip netmask 24
                    add c 192.0.2.77
                    """)))
        .isEqualTo(
            """
            create a hash:net family inet
            add a 192.0.2.0/30
            add a 192.0.2.4/31
            add a 198.51.100.0/24
            create b hash:ip,port family inet
            add b 192.0.2.1,tcp:22
            add b 192.0.2.1,tcp:80-82
            add b 192.0.2.1,icmp:echo-request
            add b 192.0.2.1,gre:0
            create c hash:ip family inet netmask 24
            add c 192.0.2.0
            """);
  }

  @Test
  void allErrorsAreToldAtOnceWithTheirPlaces() {
    String text =
        """
        create a hash:ip family inet
        create a hash:net
        create b iphash
        create c hash:net family inet7
        create d bitmap:ip family inet6 range 10.0.0.0/24
        create e hash:ip maxelem many
        add a 2001:db8::1
        add ä 192.0.2.1
        add a 192.0.2.1,80
        add a 192.0.2.1 timeout
        add a 192.0.2.1 nomatch
        add a 192.0.2.1 comment "open
        add a 192.0.2.2
        add a 192.0.2.2
        create n hash:net,port family inet6
        add n ::/0,tcp:80
        add n 2001:db8::1,icmp:echo-request
        add n 2001:db8::1,esp:5
        create i hash:ip family inet6
        add i 2001:db8::/64
        flush a
        add a
        """;
    assertThat(findings(text))
        .containsExactly(
            "2:7-8 FWX1306 the set `a` is made twice",
            "3:9-15 FWX1302 `iphash` is no type of set",
            "4:25-30 FWX1304 a `hash:net` takes no `family inet7`",
            "5:26-31 FWX1304 a `bitmap:ip` takes no `family inet6`",
            "6:25-29 FWX1304 `many` is not a value of `maxelem`",
            "7:6-17 FWX1303 `2001:db8::1` is no IPv4 address or prefix",
            "8:4-6 FWX1305 no line above makes the set `ä`",
            "9:6-18 FWX1303 `192.0.2.1,80` is no member of a `hash:ip`",
            "10:16-23 FWX1304 `timeout` lacks its value",
            "11:16-23 FWX1304 `nomatch` is no option here",
            "12:24-29 FWX1301 the quote has no end",
            "14:6-15 FWX1303 `192.0.2.2` is in the set `a` already",
            "16:6-17 FWX1303 a `hash:net,port` does not take `::/0`",
            "17:6-35 FWX1303 `icmp:echo-request` is no port",
            "18:6-23 FWX1303 `esp:5` is no port",
            "20:6-19 FWX1303 a `hash:ip` of IPv6 holds single addresses only",
            "21:0-5 FWX1301 `flush` is neither `create` nor `add`",
            "22:0-3 FWX1301 `add` lacks a set or a member");
  }

  @Test
  void aFileWithoutSetsIsAnError() {
    assertThat(findings("")).containsExactly("0:0-0 FWX1307 `sets` makes no set");
    assertThat(findings("# nothing\n\n")).containsExactly("0:0-0 FWX1307 `sets` makes no set");
  }

  @Test
  void setsOfTwoFilesMayNotShareAName() {
    var reader = new IpsetReader();
    for (String file : Arrays.asList("one", "two")) {
      reader.addFile(file, "create a hash:ip\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(reader.read().findings().stream().map(f -> f.place().file() + " " + f.message()))
        .containsExactly("two the set `a` is made twice");
  }
}
