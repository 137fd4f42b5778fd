package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.child.FailureKind.FAILED;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.endedBy;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stopped;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stoppedOrRefused;

import java.util.List;

/** Thrown values that harm the code that catches them. */
final class Throws {
  static final List<Hostile> ALL =
      List.of(
          endedBy("thrown: null", "throw null;", FAILED),
          endedBy("thrown: undefined", "throw undefined;", FAILED),
          endedBy("thrown: a symbol", "throw Symbol('s');", FAILED),
          endedBy("thrown: an object in itself", "var o = {}; o.o = o; throw o;", FAILED),
          endedBy("thrown: nothing with a prototype", "throw Object.create(null);", FAILED),
          endedBy("thrown: a huge message", "throw new Error('x'.repeat(1e6));", FAILED),
          endedBy(
              "thrown: a message that is cut inside a character",
              "throw 'a' + '\\ud83d\\ude00'.repeat(1000);",
              FAILED),
          endedBy(
              "thrown: a message that ends strings elsewhere",
              "throw new Error('\\0\\n\\r\"\\\\\\u2028\\ud800</script>');",
              FAILED),
          endedBy(
              "thrown: a toString that throws",
              "throw {toString: function () { throw 1; }};",
              FAILED),
          stopped(
              "thrown: a toString without end", "throw {toString: function () { while (true); }};"),
          stoppedOrRefused(
              "thrown: a toString that calls itself",
              "var o = {toString: function () { return '' + o; }}; throw o;"),
          stoppedOrRefused(
              "thrown: a toString that takes all memory",
              "throw {toString: function () { return 'x'.repeat(2 ** 30); }};"),
          stopped(
              "thrown: a message that is a getter",
              "var e = new Error(); Object.defineProperty(e, 'message',"
                  + " {get: function () { while (true); }}); throw e;"),
          stoppedOrRefused(
              "thrown: a name that throws",
              "var e = new Error('m'); Object.defineProperty(e, 'name',"
                  + " {get: function () { throw e; }}); throw e;"),
          endedBy(
              "thrown: a proxy", "throw new Proxy({}, {get: function () { throw 1; }});", FAILED),
          stoppedOrRefused(
              "thrown: a trace of its own",
              "Error.prepareStackTrace = function () { while (true); }; throw new Error('m');"),
          endedBy(
              "thrown: by a promise",
              "Promise.reject({toString: function () { throw 1; }});",
              FAILED));

  private Throws() {}
}
