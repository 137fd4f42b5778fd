package org.conversationsessions.functions.runclosurescript.hostile;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.conversationsessions.functions.runclosurescript.child.FailureKind;

/**
 * A script that means harm.
 *
 * @param aim what it tries
 * @param script its text
 * @param ends how it may end; empty: it comes to its end, because what it tried did nothing
 * @param clears what it clears all the same, in this order
 */
public record Hostile(String aim, String script, Set<FailureKind> ends, List<String> clears) {
  private static final Set<FailureKind> LIMITS =
      EnumSet.of(FailureKind.TIMEOUT, FailureKind.MEMORY, FailureKind.STACK, FailureKind.TOO_MUCH);

  /** All, by what they try. */
  public static List<List<Hostile>> all() {
    return List.of(
        Escapes.ALL, Arguments.ALL, Loops.ALL, Memory.ALL, Depths.ALL, Tampering.ALL, Throws.ALL);
  }

  /**
   * One that reaches for many things: it has reached one if its expression neither throws nor is
   * undefined, and then says so.
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
   * One that passes many arguments which koreUtil's function must refuse, and says so if one is
   * taken.
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

  /** One that is ended in this way. */
  static Hostile endedBy(String aim, String script, FailureKind kind) {
    return new Hostile(aim, script, EnumSet.of(kind), List.of());
  }

  /** One that is ended by a limit; which one it meets first is not the point. */
  static Hostile stopped(String aim, String script) {
    return new Hostile(aim, script, LIMITS, List.of());
  }

  /** One that is ended by a limit, or refused by a built-in that has its own. */
  static Hostile stoppedOrRefused(String aim, String script) {
    Set<FailureKind> ends = EnumSet.copyOf(LIMITS);
    ends.add(FailureKind.FAILED);
    return new Hostile(aim, script, ends, List.of());
  }

  /** One that comes to its end and clears this. */
  static Hostile idle(String aim, String script, String... clears) {
    return new Hostile(aim, script, Set.of(), List.of(clears));
  }

  /** The same, which clears this before its end. */
  Hostile clearing(List<String> names) {
    return new Hostile(aim, script, ends, names);
  }

  @Override
  public String toString() {
    return aim;
  }
}
