package org.conversationsessions.functions.runclosingscript.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.script.ScriptDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** Runs harmless scripts in this process. */
class KoreUtilTest {
  private final List<String> cleared = new ArrayList<>();

  @Test
  void clearsProfilesByNameEachOnce() {
    run("koreUtil.ClearAuthProfiles('a'); koreUtil.ClearAuthProfiles(['b', 'a', 'c', 'c']);");
    assertThat(cleared).containsExactly("a", "b", "c");
  }

  @Test
  void clearsAllProfiles() {
    run("koreUtil.ClearAllAuthProfiles()");
    assertThat(cleared).containsExactly("ALL");
  }

  @Test
  void takesStringsOfEveryRepresentation() {
    run(
        """
        var a = 'a'; a += 'b'; a += 'c';
        koreUtil.ClearAuthProfiles(a);
        koreUtil.ClearAuthProfiles([`t${1}`, 'x'.repeat(3), String(4), 'abc'.slice(1)]);
        """);
    assertThat(cleared).containsExactly("abc", "t1", "xxx", "4", "bc");
  }

  @Test
  void bothFunctionsReturnUndefined() {
    assertThat(
            run(
                "String(koreUtil.ClearAuthProfiles('a')) + koreUtil.ClearAuthProfiles([])"
                    + " + koreUtil.ClearAllAuthProfiles()"))
        .isEqualTo("undefinedundefinedundefined");
  }

  @Test
  void countsCodePointsOfAName() {
    run("koreUtil.ClearAuthProfiles('\\ud83d\\ude00'.repeat(128))");
    assertThat(cleared).containsExactly("\uD83D\uDE00".repeat(128));
    assertThat(error("koreUtil.ClearAuthProfiles('\\ud83d\\ude00'.repeat(128) + 'x')"))
        .isEqualTo("TypeError: a profile's name must have at most 128 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "null",
        "undefined",
        "true",
        "1n",
        "{}",
        "Symbol('a')",
        "new String('a')",
        "function () { return 'a'; }",
        "/a/",
        "new Set(['a'])",
        "''",
        "'x'.repeat(129)",
        "'\\ud800'",
        "'\\udc00\\ud800'",
        "['a', 1]",
        "['a', null]",
        "['a', ['b']]",
        "['a', '']",
        "['a', , 'b']",
        "'a', 'b'",
        "['a'], undefined",
        "new Array(1001).fill('a')",
        "{length: 1, 0: 'a'}",
        "new Proxy(['a'], {})",
        "Object.create(['a'])"
      })
  void refusesAnyOtherArgumentAndClearsNothing(String arguments) {
    assertThat(error("koreUtil.ClearAuthProfiles(" + arguments + ")")).startsWith("TypeError: ");
    assertThat(cleared).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "'a'", "[]", "true"})
  void clearAllRefusesArguments(String arguments) {
    assertThat(error("koreUtil.ClearAllAuthProfiles(" + arguments + ")"))
        .isEqualTo("TypeError: ClearAllAuthProfiles takes no arguments");
    assertThat(cleared).isEmpty();
  }

  @Test
  void clearsAtMostAThousandProfiles() {
    run("for (var i = 0; i < 1000; i++) koreUtil.ClearAuthProfiles('n' + i);");
    assertThat(cleared).hasSize(1000);
    cleared.clear();
    assertThat(
            error(
                """
                var a = []; for (var i = 0; i < 1000; i++) a.push('n' + i);
                koreUtil.ClearAuthProfiles(a);
                koreUtil.ClearAuthProfiles('n7');
                koreUtil.ClearAuthProfiles('one more');
                """))
        .isEqualTo("TypeError: at most 1000 profiles can be cleared");
    assertThat(cleared).hasSize(1000).doesNotContain("one more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Object.getOwnPropertyNames(koreUtil).join() | ClearAuthProfiles,ClearAllAuthProfiles",
        "Object.getOwnPropertySymbols(koreUtil).length | 0",
        "Object.getPrototypeOf(koreUtil) | null",
        "Object.isFrozen(koreUtil) | true",
        "Object.isFrozen(koreUtil.ClearAuthProfiles) | true",
        "Object.isFrozen(koreUtil.ClearAllAuthProfiles) | true",
        "typeof koreUtil.ClearAuthProfiles | function",
        "koreUtil.ClearAuthProfiles.name | ClearAuthProfiles",
        "koreUtil.ClearAuthProfiles.length | 1",
        "koreUtil.ClearAllAuthProfiles.length | 0",
        "typeof koreUtil.ClearAuthProfiles.prototype | undefined",
        "Object.getOwnPropertyDescriptor(this, 'koreUtil').writable | false",
        "Object.getOwnPropertyDescriptor(this, 'koreUtil').configurable | false"
      })
  void hasTwoImmutableFunctions(String expression, String value) {
    assertThat(run(expression)).isEqualTo(value);
  }

  @Test
  void worksWithEveryWayOfCalling() {
    run(
        """
        var f = koreUtil.ClearAuthProfiles;
        f('a'); f.call(null, 'b'); f.apply({}, ['c']); f.bind(1, 'd')(); ['e'].forEach(x => f(x));
        Reflect.apply(f, undefined, ['f']);
        """);
    assertThat(cleared).containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void theOtherGlobalsAreThoseOfEcmaScript() {
    String names = run("Object.getOwnPropertyNames(this).sort().join(' ')");
    assertThat(names.split(" "))
        .contains("Array", "JSON", "Promise", "RegExp", "koreUtil", "undefined")
        .doesNotContain(
            "Packages", "java", "JavaException", "Continuation", "Script", "With", "Call", "uneval")
        .hasSize(57);
  }

  private String error(String script) {
    return run(
        "(function () { try { " + script + " } catch (e) { return String(e); } return ''; })()");
  }

  private String run(String script) {
    try (Context context = new ScriptDialect().enterContext()) {
      ScriptableObject scope =
          Globals.create(
              context,
              new ClearingListener() {
                @Override
                public void allCleared() {
                  cleared.add("ALL");
                }

                @Override
                public void profileCleared(String name) {
                  cleared.add(name);
                }
              });
      return Context.toString(context.evaluateString(scope, script, "test", 1, null));
    }
  }
}
