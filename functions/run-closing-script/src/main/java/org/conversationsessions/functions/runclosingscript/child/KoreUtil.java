package org.conversationsessions.functions.runclosingscript.child;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.ScriptableObject;

/**
 * {@code koreUtil}: the only API of a script. It has two functions, no prototype, and cannot be
 * changed. A call has its whole effect, or throws a {@code TypeError} and has none.
 */
final class KoreUtil {
  private static final int FIXED = ScriptableObject.READONLY | ScriptableObject.PERMANENT;

  private final ClearingListener listener;
  private final Set<String> names = new LinkedHashSet<>();

  private KoreUtil(ClearingListener listener) {
    this.listener = listener;
  }

  /** Adds the global to this scope, which must have its prototypes already. */
  static void addTo(ScriptableObject scope, ClearingListener listener) {
    KoreUtil calls = new KoreUtil(listener);
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
      throw ScriptRuntime.typeError(
          "at most " + ScriptProtocol.MAX_NAMES + " profiles can be cleared");
    }
    for (String name : added) {
      names.add(name);
      listener.profileCleared(name);
    }
  }

  private void clearAll(Object[] arguments) {
    if (arguments.length != 0) {
      throw ScriptRuntime.typeError("ClearAllAuthProfiles takes no arguments");
    }
    listener.allCleared();
  }
}
