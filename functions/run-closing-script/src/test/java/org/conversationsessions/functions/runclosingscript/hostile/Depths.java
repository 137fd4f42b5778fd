package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.child.FailureKind.SYNTAX;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.endedBy;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stopped;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stoppedOrRefused;

import java.util.List;

/** Attempts to exhaust the stack. */
final class Depths {
  static final List<Hostile> ALL =
      List.of(
          stopped("a function that calls itself", "function f() { f(); } f();"),
          stopped("two that call each other", "function f() { g(); } function g() { f(); } f();"),
          stopped(
              "one that calls itself for ever",
              "function f() { while (true) { try { f(); } catch (e) { } } } f();"),
          stopped("a comparator in a comparator", "function f() { return [1, 2].sort(f); } f();"),
          stopped(
              "a toString in a toString",
              "var o = {toString: function () { return '' + o; }}; '' + o;"),
          stopped("a getter in a getter", "var o = {get a() { return this.a; }}; o.a;"),
          stopped(
              "a proxy of a proxy",
              "var p = {}; for (var i = 0; i < 1e5; i++) p = new Proxy(p, {}); p.x;"),
          stopped("a generator in a generator", "function* g() { yield* g(); } g().next();"),
          stopped("an eval in an eval", "var s = 'eval(s)'; eval(s);"),
          stoppedOrRefused("JSON to be read", "JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));"),
          stoppedOrRefused(
              "JSON to be written",
              "var a = []; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a);"),
          stoppedOrRefused("a nested expression", "new RegExp('('.repeat(1e5) + ')'.repeat(1e5));"),
          stoppedOrRefused(
              "a nested text to be evaluated", "eval('('.repeat(1e5) + ')'.repeat(1e5));"),
          endedBy("a nested script", "(".repeat(8_000) + ")".repeat(8_000), SYNTAX),
          stopped(
              "a string of many parts",
              "var s = ''; for (var i = 0; i < 1e6; i++) s = 'a' + s + 'b'; s.length;"
                  + " s.indexOf('c'); while (true);"));

  private Depths() {}
}
