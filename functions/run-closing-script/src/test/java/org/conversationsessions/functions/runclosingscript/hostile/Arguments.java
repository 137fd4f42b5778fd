package org.conversationsessions.functions.runclosingscript.hostile;

import static org.conversationsessions.functions.runclosingscript.child.FailureKind.FAILED;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.endedBy;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.idle;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.passes;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stopped;
import static org.conversationsessions.functions.runclosingscript.hostile.Hostile.stoppedOrRefused;

import java.util.List;
import java.util.stream.IntStream;

/** Arguments of koreUtil's functions that run code or are too large. */
final class Arguments {
  static final List<Hostile> ALL =
      List.of(
          passes(
              "arguments with code of their own, which never runs",
              "a toString",
              "{toString: function () { while (true); }}",
              "a valueOf",
              "{valueOf: function () { while (true); }}",
              "a Symbol.toPrimitive",
              "{[Symbol.toPrimitive]: function () { while (true); }}",
              "a Symbol.toPrimitive in an array",
              "['a', {[Symbol.toPrimitive]: function () { while (true); }}]",
              "a proxy of a name",
              "new Proxy(new String('a'), {get: function () { while (true); }})",
              "a proxy of an array",
              "new Proxy(['a'], {get: function () { while (true); }})",
              "an iterator",
              "{[Symbol.iterator]: function () { while (true); }}",
              "a getter for the length",
              "{get length() { while (true); }}"),
          passes(
              "arguments that are too much, or no names",
              "an array that says it is endless",
              "(function () { var a = []; a.length = 4294967295; return a; })()",
              "an array in itself",
              "(function () { var a = []; a.push(a); return a; })()",
              "a name of a gigabyte, in parts",
              "(function (s) { for (var i = 0; i < 30; i++) s += s; return s; })('x')",
              "half a character",
              "'\\ud800'",
              "the function itself",
              "koreUtil.ClearAuthProfiles"),
          stopped(
              "a proxy of koreUtil's function with an endless trap",
              "new Proxy(koreUtil.ClearAuthProfiles, {apply: function () { while (true); }})('a')"),
          stopped(
              "an endless getter as an element",
              "var a = ['a', 'b'];"
                  + " Object.defineProperty(a, 1, {get: function () { while (true); }});"
                  + " koreUtil.ClearAuthProfiles(a)"),
          idle(
              "a getter that changes the array it is in",
              """
              var a = ['a', 'b', 'c'];
              Object.defineProperty(a, 0, {get: function () { a.length = 1; return 'first'; }});
              try { koreUtil.ClearAuthProfiles(a); } catch (e) { koreUtil.ClearAuthProfiles('caught'); }
              """,
              "caught"),
          idle(
              "names from a changed Array.prototype",
              """
              Array.prototype[0] = 'planted';
              try { koreUtil.ClearAuthProfiles(new Array(1)); } catch (e) {
                koreUtil.ClearAuthProfiles('caught');
              }
              """,
              "caught"),
          stoppedOrRefused(
              "something like an array that says it is endless",
              "koreUtil.ClearAuthProfiles.apply(null, {length: 1e9})"),
          idle(
              "names with what ends strings elsewhere",
              "koreUtil.ClearAuthProfiles(['a\\0b', '\\u2028', '\\\"}', '\\ud83d\\ude00',"
                  + " '../x']);",
              "a\0b",
              "\u2028",
              "\"}",
              "\uD83D\uDE00",
              "../x"),
          endedBy(
                  "more names than there may be",
                  "for (var i = 0; ; i++) { koreUtil.ClearAuthProfiles('n' + i); }",
                  FAILED)
              .clearing(IntStream.range(0, 1000).mapToObj(i -> "n" + i).toList()),
          stopped("the same name for ever", "while (true) { koreUtil.ClearAuthProfiles('a'); }")
              .clearing(List.of("a")),
          endedBy("a new object of a function", "new koreUtil.ClearAuthProfiles('a')", FAILED));

  private Arguments() {}
}
