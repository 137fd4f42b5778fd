package org.conversationsessions.functions.runclosingscript.child;

/**
 * The protocol between the function and a script's process, as {@link java.io.DataOutput} writes
 * it. The process reads from standard input the script's length in bytes, an int, and the script in
 * UTF-8. It writes messages to standard output: a type byte, followed by the message's fields.
 */
public final class ScriptProtocol {
  /** The process is ready for the script. */
  public static final int READY = 'R';

  /** The script cleared all profiles. */
  public static final int ALL = 'A';

  /** The script cleared a profile. Field: its name, a UTF. */
  public static final int PROFILE = 'P';

  /** The script completed. */
  public static final int DONE = 'D';

  /**
   * The script failed. Fields: the wire name of a {@link FailureKind}, a UTF; the message, a UTF of
   * at most {@value #MAX_MESSAGE_CHARACTERS} characters; the line, an int, less than 1 if unknown.
   */
  public static final int FAILURE = 'F';

  /** The maximum length of a message in characters. */
  public static final int MAX_MESSAGE_CHARACTERS = 500;

  /** The maximum length of a profile's name in code points; the minimum is 1. */
  public static final int MAX_NAME_CHARACTERS = 128;

  /** The maximum number of profiles that a script may clear by name. */
  public static final int MAX_NAMES = 1000;

  private ScriptProtocol() {}
}
