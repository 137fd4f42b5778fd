package org.conversationsessions.functions.runclosingscript.child;

/**
 * The limits of one script. Its memory is limited by its JVM's options.
 *
 * @param cpuMillis CPU time in milliseconds, of all threads of the process, from reading the script
 *     to its end
 * @param clockMillis wall-clock time in milliseconds for the same; longer, because a busy machine
 *     gives a script only a part of its CPU
 * @param instructions instructions of Rhino's interpreter; a call counts as 100
 */
public record ScriptLimits(long cpuMillis, long clockMillis, long instructions) {
  /** The maximum depth of nested calls. */
  static final int DEPTH = 2_000;

  /**
   * The stack size of the script's thread in bytes: enough to parse every script that could be
   * saved.
   */
  static final int STACK_BYTES = 4 << 20;

  /** Returns the standard limits: 1 s of CPU, 5 s by the clock, 20 million instructions. */
  public static ScriptLimits standard() {
    return new ScriptLimits(1_000, 5_000, 20_000_000);
  }

  /** Returns the limits as arguments of {@link ScriptProcess}. */
  public String[] toArguments() {
    return new String[] {
      Long.toString(cpuMillis), Long.toString(clockMillis), Long.toString(instructions)
    };
  }

  /** Returns the message of a script that took more CPU time, for its author. */
  String cpuTimeoutMessage() {
    return "the script took more than " + cpuMillis + " ms of CPU time";
  }

  /** Returns the message of a script that took more time than this, for its author. */
  public static String timeoutMessage(long millis) {
    return "the script took more than " + millis + " ms";
  }

  /** Reads the limits from arguments of {@link ScriptProcess}. */
  static ScriptLimits of(String[] arguments) {
    return new ScriptLimits(
        Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
  }
}
