package fwxlate.kernel;

import fwxlate.packet.Family;
import java.util.Optional;

/// A program for [UserNamespaceTest]: asks the kernel, as whoever runs it.
final class WithoutRights {
  private WithoutRights() {}

  /// Prints what each back end says in each family, and ends with the status of what it had to
  /// start to find out.
  public static void main(String[] args) {
    Optional<Integer> status = UserNamespace.rerun();
    if (status.isPresent()) {
      System.exit(status.get());
    }
    Optional<String> obstacle = Kernel.obstacle();
    if (obstacle.isPresent()) {
      System.out.println(obstacle.get());
      System.exit(3);
    }
    for (Side side : Side.all()) {
      boolean four = side.family() == Family.IPV4;
      var said =
          side.ask(
              Some.filter(
                  side.family(),
                  "DROP",
                  "-A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT",
                  "-A INPUT -p udp -j REJECT"),
              "INPUT",
              Some.tcp(side.family(), 22, 2),
              Some.tcp(side.family(), 23, 2),
              Some.udp(side.family(), 53));
      System.out.println((four ? "IPv4 " : "IPv6 ") + side.backend() + " " + said);
    }
    System.exit(args.length);
  }
}
