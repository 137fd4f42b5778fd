package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stopped;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stoppedOrRefused;

import java.util.List;

/** Attempts to run forever. */
final class Loops {
  static final List<Hostile> ALL =
      List.of(
          endless("while", "while (true);"),
          endless(
              "a finally that goes on",
              "while (true) { try { while (true); } finally { continue; } }"),
          endless("a catch that goes on", "while (true) { try { x(); } catch (e) { } }"),
          endless("a generator", "function* g() { while (true) yield 1; } for (let x of g());"),
          endless(
              "an iterator",
              "var o = {}; o[Symbol.iterator] = function () { return {next: function () {"
                  + " return {done: false}; }}; }; for (let x of o);"),
          endless("a toString", "'' + {toString: function () { while (true); }};"),
          endless("a comparator", "[2, 1].sort(function () { while (true); });"),
          endless("the reviver of JSON", "JSON.parse('[1]', function () { while (true); });"),
          endless("a replacement", "'a'.replace(/a/, function () { while (true); });"),
          endless("a trap", "'a' in new Proxy({}, {has: function () { while (true); }});"),
          endless("promises without end", "(function f() { Promise.resolve().then(f); })();"),
          endless("new functions", "for (;;) { Function('return 1'); }"),
          endless("a regular expression", "/^(a+)+$/.test('a'.repeat(60) + 'b');"),
          endless("a split by a bad expression", "('a'.repeat(60) + 'b').split(/(a|aa)+$/);"),
          endless(
              "a sort of a large array",
              "var a = []; for (var i = 0; i < 1e5; i++) a[i] = i" + " % 7; for (;;) a.sort();"),
          endless(
              "searches in long strings",
              "var s = 'a'.repeat(1e6); for (;;) s.indexOf(s.substring(1) + 'b');"),
          endless("a power", "for (;;) 7n ** 100000n;"),
          stoppedOrRefused("a great power", "2n ** (2n ** 40n);"),
          endless("a long array of nothing", "Array.prototype.indexOf.call({length: 1e15}, 1);"),
          endless("a join of nothing", "Array.prototype.forEach.call({length: 1e15}, isNaN);"));

  private Loops() {}

  private static Hostile endless(String aim, String script) {
    return stopped("endless: " + aim, script);
  }
}
