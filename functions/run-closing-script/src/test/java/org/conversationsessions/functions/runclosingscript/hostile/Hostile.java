package org.conversationsessions.functions.runclosingscript.hostile;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;

/**
 * A hostile script.
 *
 * @param aim what it attempts
 * @param script its text
 * @param ends the failures that it may end with; empty: it completes, because its attempt has no
 *     effect
 * @param clears the profiles that it clears nevertheless, in this order
 */
public record Hostile(String aim, String script, Set<FailureKind> ends, List<String> clears) {
  private static final Set<FailureKind> LIMITS =
      EnumSet.of(FailureKind.TIMEOUT, FailureKind.MEMORY, FailureKind.STACK, FailureKind.TOO_MUCH);

  /** Returns all scripts, grouped by aim. */
  public static List<List<Hostile>> all() {
    return List.of(
        Escapes.ALL, Arguments.ALL, Loops.ALL, Memory.ALL, Depths.ALL, Tampering.ALL, Throws.ALL);
  }

  /** Returns whether the script only uses up its time, and neither memory nor stack. */
  public boolean isEndless() {
    return Loops.ALL.contains(this);
  }

  /**
   * Returns a script that tries to reach forbidden objects. It reports each expression that neither
   * throws nor is undefined.
   *
   * @param things names of things, each followed by an expression
   */
  static Hostile reachesFor(String aim, String... things) {
    StringBuilder script = new StringBuilder("var reached;\n");
    for (int at = 0; at < things.length; at += 2) {
      script.append(
          """
          try { reached = %2$s; } catch (e) { reached = undefined; }
          if (reached !== undefined) { koreUtil.ClearAuthProfiles('reached: %1$s'); }
          """
              .formatted(things[at], things[at + 1]));
    }
    return new Hostile(aim, script.toString(), Set.of(), List.of());
  }

  /**
   * Returns a script that passes arguments which koreUtil must refuse. It reports each one that is
   * accepted.
   *
   * @param arguments names of arguments, each followed by an expression
   */
  static Hostile passes(String aim, String... arguments) {
    StringBuilder script = new StringBuilder();
    for (int at = 0; at < arguments.length; at += 2) {
      script.append(
          """
          try { koreUtil.ClearAuthProfiles(%2$s); koreUtil.ClearAuthProfiles('taken: %1$s'); }
          catch (e) { if (!(e instanceof TypeError)) koreUtil.ClearAuthProfiles('thrown: %1$s'); }
          """
              .formatted(arguments[at], arguments[at + 1]));
    }
    return new Hostile(aim, script.toString(), Set.of(), List.of());
  }

  /** Returns a script that ends with this failure. */
  static Hostile endedBy(String aim, String script, FailureKind kind) {
    return new Hostile(aim, script, EnumSet.of(kind), List.of());
  }

  /** Returns a script that any limit ends. */
  static Hostile stopped(String aim, String script) {
    return new Hostile(aim, script, LIMITS, List.of());
  }

  /** Returns a script that any limit ends, or that a built-in refuses. */
  static Hostile stoppedOrRefused(String aim, String script) {
    Set<FailureKind> ends = EnumSet.copyOf(LIMITS);
    ends.add(FailureKind.FAILED);
    return new Hostile(aim, script, ends, List.of());
  }

  /** Returns a script that completes and clears these profiles. */
  static Hostile idle(String aim, String script, String... clears) {
    return new Hostile(aim, script, Set.of(), List.of(clears));
  }

  /** Returns this script, expected to clear these profiles before its end. */
  Hostile clearing(List<String> names) {
    return new Hostile(aim, script, ends, names);
  }

  @Override
  public String toString() {
    return aim;
  }
}
