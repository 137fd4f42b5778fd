package org.conversationsessions.functions.runclosingscript.child;

import java.util.Set;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** The global object of a script: ECMAScript's built-ins, and {@code koreUtil}. */
final class Globals {
  /**
   * ECMAScript 2025, chapter 19 and annex B.2.1, as far as Rhino supports it. Also InternalError,
   * which Rhino looks up by name when a script catches a stack overflow.
   */
  private static final Set<String> KEPT =
      Set.of(
          "AggregateError",
          "Array",
          "ArrayBuffer",
          "BigInt",
          "BigInt64Array",
          "BigUint64Array",
          "Boolean",
          "DataView",
          "Date",
          "Error",
          "EvalError",
          "Float32Array",
          "Float64Array",
          "Function",
          "Infinity",
          "Int16Array",
          "Int32Array",
          "Int8Array",
          "InternalError",
          "JSON",
          "Map",
          "Math",
          "NaN",
          "Number",
          "Object",
          "Promise",
          "Proxy",
          "RangeError",
          "ReferenceError",
          "Reflect",
          "RegExp",
          "Set",
          "String",
          "Symbol",
          "SyntaxError",
          "TypeError",
          "URIError",
          "Uint16Array",
          "Uint32Array",
          "Uint8Array",
          "Uint8ClampedArray",
          "WeakMap",
          "WeakSet",
          "decodeURI",
          "decodeURIComponent",
          "encodeURI",
          "encodeURIComponent",
          "escape",
          "eval",
          "globalThis",
          "isFinite",
          "isNaN",
          "parseFloat",
          "parseInt",
          "undefined",
          "unescape");

  private Globals() {}

  /** Creates a global object. The calling thread must have entered the context. */
  static ScriptableObject create(Context context, ClearingListener listener) {
    ScriptableObject scope = context.initSafeStandardObjects();
    for (Object name : scope.getAllIds()) {
      if (name instanceof String text && !KEPT.contains(text)) {
        scope.delete(text);
      }
    }
    KoreUtil.addTo(scope, listener);
    return scope;
  }
}
