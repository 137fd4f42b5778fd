package org.conversationsessions.functions.runclosingscript.child;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;

/** Reads profile names from a script's argument. Converts nothing, so no code of a value runs. */
final class ProfileNames {
  private ProfileNames() {}

  /**
   * Returns the names in an argument of {@code ClearAuthProfiles}.
   *
   * @throws org.mozilla.javascript.EcmaError a {@code TypeError}, if it is neither a name nor an
   *     array of names
   */
  static List<String> of(@Nullable Object argument) {
    if (!(argument instanceof NativeArray array)) {
      return List.of(name(argument));
    }
    long length = array.getLength();
    if (length > ScriptProtocol.MAX_NAMES) {
      throw ScriptRuntime.typeError(
          "at most " + ScriptProtocol.MAX_NAMES + " profiles can be cleared");
    }
    List<String> names = new ArrayList<>((int) length);
    for (int at = 0; at < length; at++) {
      names.add(name(array.get(at, array)));
    }
    return names;
  }

  private static String name(@Nullable Object value) {
    // Rhino's strings are not all java.lang.String.
    if (!(value instanceof CharSequence text)) {
      throw ScriptRuntime.typeError("a profile's name must be a string");
    }
    // Before toString: a concatenated string may have a gigabyte of parts.
    if (text.length() > 2 * ScriptProtocol.MAX_NAME_CHARACTERS) {
      throw tooLong();
    }
    String name = text.toString();
    int length = name.codePointCount(0, name.length());
    if (length == 0) {
      throw ScriptRuntime.typeError("a profile's name must not be empty");
    }
    if (length > ScriptProtocol.MAX_NAME_CHARACTERS) {
      throw tooLong();
    }
    if (name.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw ScriptRuntime.typeError("a profile's name must be well-formed Unicode");
    }
    return name;
  }

  private static RuntimeException tooLong() {
    return ScriptRuntime.typeError(
        "a profile's name must have at most " + ScriptProtocol.MAX_NAME_CHARACTERS + " characters");
  }
}
