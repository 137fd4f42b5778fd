package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stoppedOrRefused;

import java.util.List;

/** Attempts to exhaust the memory. */
final class Memory {
  static final List<Hostile> ALL =
      List.of(
          uses("an array that is filled", "new Array(1e9).fill(1);"),
          uses("an array that grows", "var a = []; while (true) a.push('x'.repeat(1e5));"),
          uses("an array that is concatenated", "var a = [1]; while (true) a = a.concat(a);"),
          uses("a string that is repeated", "'x'.repeat(2 ** 30).length;"),
          uses("a string that is doubled", "var s = 'x'; while (true) { s += s; s.indexOf('y'); }"),
          uses(
              "a string that is replaced",
              "var s = 'aaaaaaaa'; while (true)" + " s = s.replace(/a/g, s);"),
          uses("typed arrays", "var a = []; while (true) a.push(new Uint8Array(1 << 20));"),
          uses("a map", "var m = new Map(); for (var i = 0; ; i++) m.set(i, 'v' + i);"),
          uses(
              "closures",
              "var f = null; while (true) { f = (function (g) {"
                  + " return function () { return g; }; })(f); }"),
          uses("JSON of much", "var a = []; a.length = 1e7; JSON.stringify(a);"),
          uses(
              "arguments",
              "var f = function () { return f.apply(null, new Array(1e6).fill(1)); };" + " f();"),
          uses("a large number", "var n = 1n << 2000000000n;"),
          uses("the parser", "eval('[' + new Array(1e6).fill('{a:1}').join() + ']');"));

  private Memory() {}

  private static Hostile uses(String aim, String script) {
    return stoppedOrRefused("memory: " + aim, script);
  }
}
