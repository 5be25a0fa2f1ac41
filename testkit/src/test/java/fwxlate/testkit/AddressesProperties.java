package fwxlate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import fwxlate.address.Addresses;
import fwxlate.address.Network;
import fwxlate.packet.Family;
import fwxlate.packet.Range;
import fwxlate.packet.Ranges;
import fwxlate.packet.Unsigned128;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Addresses against the JDK's, which reads literals without looking anything up.
class AddressesProperties {
  @Provide
  Arbitrary<Unsigned128> addresses6() {
    return Arbitraries.randomValue(AddressesProperties::address6);
  }

  /// Groups that are often zero, so that runs of zeros of all lengths come up.
  private static Unsigned128 address6(Random random) {
    if (random.nextInt(4) == 0) {
      return SomeNumbers.number(random);
    }
    Unsigned128 address = Unsigned128.ZERO;
    for (int group = 0; group < 8; group++) {
      int value = random.nextInt(5) < 3 ? 0 : Draw.one(random, List.of(1, 0xffff, 0xdb8, 0x10));
      address = address.shiftLeft(16).or(Unsigned128.of(value));
    }
    return address;
  }

  private static byte[] bytes(Unsigned128 address, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int shift = 8 * (length - 1 - i);
      long half = shift >= 64 ? address.high() >>> (shift - 64) : address.low() >>> shift;
      bytes[i] = (byte) half;
    }
    return bytes;
  }

  private static Unsigned128 number(byte[] bytes) {
    var big = new BigInteger(1, bytes);
    return new Unsigned128(big.shiftRight(64).longValue(), big.longValue());
  }

  @Property(tries = 1000)
  void whatIsPrintedOfIpv6IsReadAsTheSameAddressHereAndByTheJdk(
      @ForAll("addresses6") Unsigned128 address) throws UnknownHostException {
    String text = Addresses.toString(address, Family.IPV6);
    assertThat(Addresses.parse(text, Family.IPV6)).contains(address);
    byte[] read = InetAddress.getByName("[" + text + "]").getAddress();
    // the JDK takes ::ffff:1.2.3.4 for the IPv4 address in it
    Unsigned128 theirs =
        read.length == 4 ? number(read).or(Unsigned128.of(0xffffL).shiftLeft(32)) : number(read);
    assertThat(theirs).isEqualTo(address);
  }

  @Property(tries = 1000)
  void whatTheJdkPrintsIsReadAsTheSameAddress(@ForAll("addresses6") Unsigned128 address)
      throws UnknownHostException {
    InetAddress jdk = InetAddress.getByAddress(bytes(address, 16));
    if (jdk.getAddress().length == 16) {
      assertThat(Addresses.parse(jdk.getHostAddress(), Family.IPV6)).contains(address);
    }
  }

  @Property(tries = 1000)
  void ipv4IsReadAndPrintedAsTheJdkDoes(@ForAll int bits) throws UnknownHostException {
    Unsigned128 address = Unsigned128.of(bits & 0xffffffffL);
    String text = InetAddress.getByAddress(bytes(address, 4)).getHostAddress();
    assertThat(Addresses.toString(address, Family.IPV4)).isEqualTo(text);
    assertThat(Addresses.parse(text, Family.IPV4)).contains(address);
  }

  @Provide
  Arbitrary<String> almostAddresses() {
    return Arbitraries.strings().withChars("0123456789abf:.g/").ofMinLength(1).ofMaxLength(24);
  }

  @Property(tries = 2000)
  void whatIsReadAsIpv6IsReadSoByTheJdk(@ForAll("almostAddresses") String text)
      throws UnknownHostException {
    Optional<Unsigned128> ours = Addresses.parse(text, Family.IPV6);
    if (ours.isPresent()) {
      byte[] theirs = InetAddress.getByName("[" + text + "]").getAddress();
      assertThat(number(theirs).and(Unsigned128.ones(32)))
          .isEqualTo(ours.get().and(Unsigned128.ones(32)));
    }
  }

  @Property(tries = 500)
  void aNetworkHasTheAddressesThatAgreeInItsPrefix(
      @ForAll("addresses6") Unsigned128 network,
      @ForAll("addresses6") Unsigned128 address,
      @ForAll @IntRange(max = 128) int length) {
    Network prefix = Network.of(Family.IPV6, network, length);
    boolean inside = true;
    for (int bit = 127; bit >= 128 - length; bit--) {
      inside &= network.bit(bit) == address.bit(bit);
    }
    assertThat(prefix.addresses().contains(address)).isEqualTo(inside);
    assertThat(Network.parse(prefix.toString(), Family.IPV6)).contains(prefix);
  }

  @Property(tries = 500)
  void theFewestPrefixesOfARangeMakeItUp(
      @ForAll("addresses6") Unsigned128 a, @ForAll("addresses6") Unsigned128 b) {
    Ranges range = Ranges.of(a.atMost(b) ? new Range(a, b) : new Range(b, a));
    Ranges together = Ranges.NONE;
    for (Network network : Network.prefixes(Family.IPV6, range)) {
      Ranges addresses = (Ranges) network.addresses();
      assertThat(together.and(addresses).isEmpty()).isTrue();
      together = together.or(addresses);
    }
    assertThat(together).isEqualTo(range);
  }
}
