package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.child.FailureKind.FAILED;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.endedBy;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.idle;

import java.util.List;

/** Attempts to change what the next script sees. */
final class Tampering {
  static final List<Hostile> ALL =
      List.of(
          idle(
              "the functions of arrays",
              """
              ['map', 'forEach', 'indexOf', 'push', 'join'].forEach(function (name) {
                Array.prototype[name] = function () { throw new Error('tampered'); };
              });
              koreUtil.ClearAuthProfiles(['a']);
              """,
              "a"),
          idle(
              "the prototype of all objects",
              """
              Object.prototype.indexOf = 1;
              Object.defineProperty(Object.prototype, 'length', {get: function () { return 1e9; }});
              Object.prototype.ClearAuthProfiles = function () {};
              Object.prototype.toString = null;
              koreUtil.ClearAuthProfiles('a');
              """,
              "a"),
          idle(
              "the prototype of all functions",
              """
              Function.prototype.call = Function.prototype.apply = function () { return 'tampered'; };
              Object.setPrototypeOf(Function.prototype, {ClearAllAuthProfiles: isNaN});
              koreUtil.ClearAuthProfiles('a');
              """,
              "a"),
          idle(
              "the built-ins themselves",
              """
              JSON = Math = Array = Object = String = Promise = Symbol = undefined;
              Date.prototype = null; isNaN = eval;
              koreUtil.ClearAuthProfiles(['a']);
              """,
              "a"),
          idle("koreUtil by assignment", "koreUtil = {}; koreUtil.ClearAuthProfiles('a');", "a"),
          idle(
              "koreUtil by deletion",
              "delete koreUtil; delete this.koreUtil; koreUtil.ClearAuthProfiles('a');",
              "a"),
          idle(
              "the functions of koreUtil",
              """
              koreUtil.ClearAuthProfiles = koreUtil.ClearAllAuthProfiles;
              delete koreUtil.ClearAllAuthProfiles;
              koreUtil.more = 1;
              if (koreUtil.more) { koreUtil.ClearAuthProfiles('more'); }
              koreUtil.ClearAuthProfiles('a');
              """,
              "a"),
          endedBy(
              "koreUtil by a definition",
              "Object.defineProperty(this, 'koreUtil', {value: 1})",
              FAILED),
          endedBy("koreUtil by a declaration", "var koreUtil = 1;", FAILED),
          endedBy(
              "a function of koreUtil by a definition",
              "Object.defineProperty(koreUtil, 'ClearAuthProfiles', {value: isNaN})",
              FAILED),
          endedBy("the prototype of koreUtil", "Object.setPrototypeOf(koreUtil, {})", FAILED),
          idle(
              "koreUtil's function by its own properties",
              """
              koreUtil.ClearAuthProfiles.name = 'x';
              koreUtil.ClearAuthProfiles.call = function () {};
              koreUtil.ClearAuthProfiles.bind = null;
              koreUtil.ClearAuthProfiles.call(undefined, 'a');
              """,
              "a"));

  private Tampering() {}
}
