package org.conversationsessions.functions.runclosurescript.child;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.ScriptableObject;

/**
 * {@code koreUtil}: all that a script can do anything with. It has two functions and nothing else,
 * not even a prototype, and nothing of it can be changed. A call does all that it says or throws a
 * {@code TypeError} and does nothing.
 */
final class KoreUtil {
  private static final int FIXED = ScriptableObject.READONLY | ScriptableObject.PERMANENT;

  private final ClearingListener cleared;
  private final Set<String> names = new LinkedHashSet<>();

  private KoreUtil(ClearingListener cleared) {
    this.cleared = cleared;
  }

  /** Makes it a global of this scope, whose prototypes are there already. */
  static void addTo(ScriptableObject scope, ClearingListener cleared) {
    KoreUtil calls = new KoreUtil(cleared);
    NativeObject object = new NativeObject();
    object.setParentScope(scope);
    object.defineProperty(
        "ClearAuthProfiles",
        new ApiFunction(scope, "ClearAuthProfiles", 1, calls::clearProfiles),
        FIXED);
    object.defineProperty(
        "ClearAllAuthProfiles",
        new ApiFunction(scope, "ClearAllAuthProfiles", 0, calls::clearAll),
        FIXED);
    object.preventExtensions();
    scope.defineProperty("koreUtil", object, FIXED);
  }

  private void clearProfiles(Object[] arguments) {
    if (arguments.length != 1) {
      throw ScriptRuntime.typeError(
          "ClearAuthProfiles takes a profile's name or an array of names");
    }
    List<String> given = ProfileNames.of(arguments[0]);
    Set<String> added = new LinkedHashSet<>(given);
    added.removeAll(names);
    if (names.size() + added.size() > ScriptProtocol.MAX_NAMES) {
      throw ScriptRuntime.typeError("at most " + ScriptProtocol.MAX_NAMES + " profiles can be cleared");
    }
    for (String name : added) {
      names.add(name);
      cleared.profile(name);
    }
  }

  private void clearAll(Object[] arguments) {
    if (arguments.length != 0) {
      throw ScriptRuntime.typeError("ClearAllAuthProfiles takes no arguments");
    }
    cleared.all();
  }
}
