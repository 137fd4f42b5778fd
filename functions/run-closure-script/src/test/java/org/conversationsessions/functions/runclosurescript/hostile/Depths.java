package org.conversationsessions.functions.runclosurescript.hostile;

import static org.conversationsessions.functions.runclosurescript.child.FailureKind.FAILED;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.MEMORY;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.STACK;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.SYNTAX;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.TIMEOUT;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.TOO_MUCH;
import static org.conversationsessions.functions.runclosurescript.hostile.Hostile.endedBy;

import java.util.List;

/** Ways to use up the stack. */
final class Depths {
  static final List<Hostile> ALL =
      List.of(
          endedBy("a function that calls itself", "function f() { f(); } f();", STACK),
          endedBy("two that call each other",
              "function f() { g(); } function g() { f(); } f();", STACK),
          endedBy("one that calls itself for ever",
              "function f() { while (true) { try { f(); } catch (e) { } } } f();",
              STACK, TOO_MUCH, TIMEOUT, MEMORY),
          endedBy("a comparator in a comparator",
              "function f() { return [1, 2].sort(f); } f();", STACK),
          endedBy("a toString in a toString",
              "var o = {toString: function () { return '' + o; }}; '' + o;", STACK),
          endedBy("a getter in a getter",
              "var o = {get a() { return this.a; }}; o.a;", STACK),
          endedBy("a replacement in a replacement",
              "function f() { return 'a'.replace(/a/, f); } f();", STACK),
          endedBy("a proxy of a proxy",
              "var p = {}; for (var i = 0; i < 1e5; i++) p = new Proxy(p, {}); p.x;",
              STACK, MEMORY, TOO_MUCH, TIMEOUT),
          endedBy("a generator in a generator",
              "function* g() { yield* g(); } g().next();", STACK, MEMORY),
          endedBy("an eval in an eval",
              "var s = 'eval(s)'; eval(s);", STACK, TIMEOUT),
          endedBy("JSON to be read", "JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));",
              STACK, FAILED),
          endedBy("JSON to be written",
              "var a = []; for (var i = 0; i < 1e5; i++) a = [a]; JSON.stringify(a);",
              STACK, FAILED, TOO_MUCH, TIMEOUT),
          endedBy("a nested expression", "new RegExp('('.repeat(1e5) + ')'.repeat(1e5));",
              STACK, FAILED),
          endedBy("a nested text to be evaluated",
              "eval('('.repeat(1e5) + ')'.repeat(1e5));", STACK, FAILED),
          endedBy("a nested script", "(".repeat(8_000) + ")".repeat(8_000), SYNTAX),
          endedBy("a string of many parts",
              "var s = ''; for (var i = 0; i < 1e6; i++) s = 'a' + s + 'b'; s.length; s.indexOf('c');"
                  + " while (true);",
              STACK, MEMORY, TOO_MUCH, TIMEOUT));

  private Depths() {}
}
