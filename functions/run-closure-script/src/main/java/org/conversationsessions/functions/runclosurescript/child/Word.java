package org.conversationsessions.functions.runclosurescript.child;






/**
 * What the process of a script says on its standard output, as {@link java.io.DataOutput} writes
 * it: a byte, and what belongs to it. It hears one thing on its standard input: the script's length
 * in bytes, an int, and the script in UTF-8.
 */
public final class Word {
  /** It is ready for the script. */
  public static final int READY = 'R';

  /** The script cleared all profiles. */
  public static final int ALL = 'A';

  /** The script cleared a profile; a UTF follows: its name. */
  public static final int PROFILE = 'P';

  /** The script came to its end. */
  public static final int DONE = 'D';

  /**
   * It did not; a UTF follows: the name of a {@link FailureKind} on the wire; a UTF: the message,
   * at most {@value #LONGEST_MESSAGE} characters; an int: the line, less than 1 if it is not known.
   */
  public static final int FAILURE = 'F';

  /** How many characters of a message there are at most. */
  public static final int LONGEST_MESSAGE = 500;

  /** How many characters a profile's name has at most; at least one. */
  public static final int LONGEST_NAME = 128;

  /** How many profiles a script may clear by name. */
  public static final int MOST_NAMES = 1000;

  private Word() {}
}
