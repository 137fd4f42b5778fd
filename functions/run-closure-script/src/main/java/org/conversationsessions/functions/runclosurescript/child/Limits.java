package org.conversationsessions.functions.runclosurescript.child;






/**
 * What one script may use, besides the memory, which its JVM bounds.
 *
 * @param cpuMillis time of the CPU, all threads of the process counted, from the reading of the
 *     script to its end
 * @param clockMillis the same by the clock: more, because a busy machine does not give a script all
 *     of its time
 * @param instructions instructions of Rhino's interpreter, in which a call counts as a hundred
 */
public record Limits(long cpuMillis, long clockMillis, long instructions) {
  /** How deep functions of a script may call each other. */
  static final int DEPTH = 2_000;

  /** The stack of the script's thread. Deep enough to read whatever was read when it was saved. */
  static final int STACK_BYTES = 4 << 20;

  /** What one gets: a second, five by the clock, and twenty million instructions. */
  public static Limits standard() {
    return new Limits(1_000, 5_000, 20_000_000);
  }

  /** As the program's arguments. */
  public String[] toArguments() {
    return new String[] {
      Long.toString(cpuMillis), Long.toString(clockMillis), Long.toString(instructions)
    };
  }

  /** In words for the script's author. */
  public String tookTooLong() {
    return "the script took more than " + cpuMillis + " ms";
  }

  static Limits of(String[] arguments) {
    return new Limits(
        Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
  }
}
