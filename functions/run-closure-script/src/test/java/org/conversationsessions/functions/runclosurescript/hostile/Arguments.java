package org.conversationsessions.functions.runclosurescript.hostile;

import static org.conversationsessions.functions.runclosurescript.child.FailureKind.FAILED;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.MEMORY;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.TIMEOUT;
import static org.conversationsessions.functions.runclosurescript.child.FailureKind.TOO_MUCH;
import static org.conversationsessions.functions.runclosurescript.hostile.Hostile.endedBy;
import static org.conversationsessions.functions.runclosurescript.hostile.Hostile.idle;

import java.util.List;
import java.util.stream.IntStream;

/** Arguments of koreUtil's functions that do something themselves, or are too much. */
final class Arguments {
  static final List<Hostile> ALL =
      List.of(
          endedBy(
              "an argument with a toString of its own",
              "koreUtil.ClearAuthProfiles({toString: function () { while (true); }})",
              FAILED),
          endedBy(
              "an argument with a Symbol.toPrimitive of its own",
              "var o = {}; o[Symbol.toPrimitive] = function () { while (true); };"
                  + " koreUtil.ClearAuthProfiles(o)",
              FAILED),
          endedBy(
              "a proxy of an array",
              "koreUtil.ClearAuthProfiles(new Proxy(['a'], {get: function () { while (true); }}))",
              FAILED),
          endedBy(
              "a proxy of koreUtil's function with an endless trap",
              "new Proxy(koreUtil.ClearAuthProfiles, {apply: function () { while (true); }})('a')",
              TOO_MUCH,
              TIMEOUT),
          endedBy(
              "an endless getter as an element",
              "var a = ['a', 'b']; Object.defineProperty(a, 1, {get: function () { while (true); }});"
                  + " koreUtil.ClearAuthProfiles(a)",
              TOO_MUCH,
              TIMEOUT),
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
          endedBy(
              "an array that says it is endless",
              "var a = []; a.length = 4294967295; koreUtil.ClearAuthProfiles(a)",
              FAILED),
          endedBy(
              "something like an array that says it is endless",
              "koreUtil.ClearAuthProfiles.apply(null, {length: 1e9})",
              FAILED,
              MEMORY,
              TIMEOUT),
          endedBy(
              "an array in itself",
              "var a = []; a.push(a); koreUtil.ClearAuthProfiles(a)",
              FAILED),
          endedBy(
              "a name of a gigabyte, in parts",
              "var s = 'x'; for (var i = 0; i < 30; i++) { s += s; } koreUtil.ClearAuthProfiles(s)",
              FAILED,
              MEMORY),
          endedBy("half a character", "koreUtil.ClearAuthProfiles('\\ud800')", FAILED),
          idle(
              "names with what ends strings elsewhere",
              "koreUtil.ClearAuthProfiles(['a\\0b', '\\u2028', '\\\"}', '\\ud83d\\ude00', '../x']);",
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
          endedBy(
              "the same name for ever",
                  "while (true) { koreUtil.ClearAuthProfiles('a'); }",
                  TOO_MUCH,
                  TIMEOUT)
              .clearing(List.of("a")),
          endedBy("a new object of a function", "new koreUtil.ClearAuthProfiles('a')", FAILED));

  private Arguments() {}
}
