package fwxlate.lexicon.match.part;

import fwxlate.lexicon.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A classic BPF program as `-m bpf --bytecode` is given it: `N,code jt jf k,...`, in decimal.
public record BpfProgram(List<Instruction> instructions) {
  /// XT_BPF_MAX_NUM_INSTR.
  private static final int MOST = 64;

  private static final Pattern INSTRUCTION =
      Pattern.compile("\\s*(\\d{1,5})\\s+(\\d{1,3})\\s+(\\d{1,3})\\s+(\\d{1,10})\\s*");

  /// The codes that the kernel knows (chk_code_allowed).
  private static final Set<Integer> CODES =
      Set.of(
          // loads: of the packet, its length, a number, the memory; the same into X; stores
          0x20,
          0x28,
          0x30,
          0x40,
          0x48,
          0x50,
          0x80,
          0x00,
          0x60,
          0x81,
          0xb1,
          0x01,
          0x61,
          0x02,
          0x03,
          // arithmetic with a number and with X
          0x04,
          0x14,
          0x24,
          0x34,
          0x44,
          0x54,
          0x64,
          0x74,
          0x94,
          0xa4,
          0x84,
          0x0c,
          0x1c,
          0x2c,
          0x3c,
          0x4c,
          0x5c,
          0x6c,
          0x7c,
          0x9c,
          0xac,
          // jumps, returns, copies between A and X
          0x05,
          0x15,
          0x1d,
          0x25,
          0x2d,
          0x35,
          0x3d,
          0x45,
          0x4d,
          0x06,
          0x16,
          0x07,
          0x87);

  /// Words of the memory (BPF_MEMWORDS).
  private static final int WORDS = 16;

  private static final int CLASS = 0x07;
  private static final int LOAD = 0x00;
  private static final int LOAD_INDEX = 0x01;
  private static final int JUMP = 0x05;
  private static final int RETURN = 0x06;
  private static final int MODE = 0xe0;
  private static final int IMMEDIATE = 0x00;
  private static final int ABSOLUTE = 0x20;
  private static final int MEMORY = 0x60;

  /// Absolute loads from here on (SKF_AD_OFF) ask the kernel about the packet, not the packet.
  private static final long ANCILLARY = 0xffff_f000L;

  /// What the kernel says alike of packets of both families: the packet type, the interface's
  /// index, the mark, the queue, the hardware type, the hash, the processor, the VLAN.
  private static final Set<Long> OF_NO_FAMILY = Set.of(4L, 8L, 20L, 24L, 28L, 32L, 36L, 44L, 48L);

  public BpfProgram {
    instructions = List.copyOf(instructions);
  }

  /// One instruction.
  ///
  /// @param code one of [#CODES]
  /// @param yes how many instructions to skip where a jump's test is met, 0 to 255
  /// @param no how many to skip where it is not, 0 to 255
  /// @param operand 32 bits
  public record Instruction(int code, int yes, int no, long operand) {
    /// Whether the kernel takes it: no division by 0, no shift of all bits, no word that is not
    /// there.
    private boolean isAllowed() {
      return CODES.contains(code)
          && switch (code) {
            case 0x34, 0x94 -> operand != 0;
            case 0x64, 0x74 -> operand < Integer.SIZE;
            case 0x60, 0x61, 0x02, 0x03 -> operand < WORDS;
            default -> true;
          };
    }

    private boolean is(int kind) {
      return (code & CLASS) == kind;
    }

    /// Whether it reads what differs between IPv4 and IPv6 packets that carry the same: bytes, or
    /// the length.
    private boolean readsThePacket() {
      if (!is(LOAD) && !is(LOAD_INDEX)) {
        return false;
      }
      int mode = code & MODE;
      if (mode == IMMEDIATE || mode == MEMORY) {
        return false;
      }
      return mode != ABSOLUTE || !OF_NO_FAMILY.contains(operand - ANCILLARY);
    }

    @Override
    public String toString() {
      return code + " " + yes + " " + no + " " + operand;
    }
  }

  /// Reads a program; nothing where the tool or the kernel refuses it. Hexadecimal numbers, which
  /// the tool takes for 0, are refused.
  public static Optional<BpfProgram> parse(String text) {
    String[] parts = text.strip().split(",", -1);
    int count = parts.length - 1;
    if (count > 1 && parts[count].isEmpty()) {
      count--;
    }
    if (Numbers.unsigned(parts[0].stripLeading(), 1, MOST)
        .filter(Long.valueOf(count)::equals)
        .isEmpty()) {
      return Optional.empty();
    }
    var instructions = new ArrayList<Instruction>();
    for (int i = 1; i <= count; i++) {
      Matcher matcher = INSTRUCTION.matcher(parts[i]);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      var instruction =
          new Instruction(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)),
              Long.parseLong(matcher.group(4)));
      if (!instruction.isAllowed()
          || instruction.yes() > 0xff
          || instruction.no() > 0xff
          || instruction.operand() > 0xffff_ffffL) {
        return Optional.empty();
      }
      instructions.add(instruction);
    }
    return Optional.of(new BpfProgram(instructions)).filter(BpfProgram::ends);
  }

  /// Whether no jump leaves the program and the last instruction returns (bpf_check_classic).
  private boolean ends() {
    for (int i = 0; i < instructions.size(); i++) {
      Instruction instruction = instructions.get(i);
      long left = instructions.size() - i - 1L;
      if (instruction.is(JUMP)) {
        boolean always = instruction.code() == JUMP;
        long furthest =
            always ? instruction.operand() : Math.max(instruction.yes(), instruction.no());
        if (furthest >= left) {
          return false;
        }
      }
    }
    return instructions.getLast().is(RETURN);
  }

  /// Whether it says the same of an IPv4 packet and of the IPv6 packet that carries the same,
  /// whatever they are: it reads neither bytes nor the length.
  public boolean isOfNoFamily() {
    return instructions.stream().noneMatch(Instruction::readsThePacket);
  }

  @Override
  public String toString() {
    return instructions.size()
        + instructions.stream().map(i -> "," + i).collect(Collectors.joining());
  }
}
