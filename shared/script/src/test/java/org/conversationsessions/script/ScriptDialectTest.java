package org.conversationsessions.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Context;

class ScriptDialectTest {
  private final ScriptDialect dialect = new ScriptDialect();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "koreUtil.ClearAuthProfiles(['a', 'b'].map(x => `${x}`));",
        "for (let name of ['a', 'b']) { koreUtil.ClearAuthProfiles(name); }",
        "var a = {b: [1, ...[2]]}; a?.b ?? 2 ** 3; try { a.c() } catch { 1n }",
        "function* g(x = 1, ...rest) { yield x; } let [y] = [...g()];",
        "/(?<year>\\d{4})/.exec('2026').groups.year",
        ""
      })
  void readsSupportedSyntax(String script) throws Exception {
    assertThat(read(script)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A {}",
        "async function f() {}",
        "for (const name of ['a']) {}",
        "Math.max(...[1, 2])",
        "var [first, ...others] = [1, 2];",
        "import 'x'",
        "import('x')",
        "<a/>",
        "a::b",
        "return 1"
      })
  void refusesUnsupportedSyntax(String script) {
    assertThat(refusal(script).line()).isEqualTo(1);
  }

  @Test
  void reportsThePositionIfItIsKnown() {
    UnreadableScriptException twoLines = refusal("var a;\nvar 1;");
    assertThat(twoLines.line()).isEqualTo(2);
    assertThat(twoLines.column()).isPositive();
    assertThat(twoLines.reason()).isNotBlank();
    UnreadableScriptException expression = refusal("/(?<a/");
    assertThat(expression.reason()).isEqualTo("SyntaxError: Invalid capture group name");
    assertThat(expression.line()).isLessThan(1);
  }

  @Test
  void refusesTooDeepNesting() {
    assertThat(refusal("(".repeat(100_000)).reason()).isNotBlank();
    assertThat(refusal("/" + "(".repeat(100_000) + "/").reason()).isNotBlank();
  }

  @Test
  void givesTheSameMessageInEveryLocale() {
    Locale before = Locale.getDefault();
    String here = refusal("var 1;").reason();
    Locale.setDefault(Locale.FRENCH);
    try {
      assertThat(refusal("var 1;").reason()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  private Object read(String script) throws UnreadableScriptException {
    try (Context context = dialect.enterContext()) {
      return dialect.read(context, script);
    }
  }

  private UnreadableScriptException refusal(String script) {
    return catchThrowableOfType(UnreadableScriptException.class, () -> read(script));
  }
}
