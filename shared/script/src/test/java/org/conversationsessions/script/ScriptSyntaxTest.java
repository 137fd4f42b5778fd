package org.conversationsessions.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptSyntaxTest {
  private static final String[] PIECES = {
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "`",
    "${",
    "'",
    "var ",
    "const ",
    "function ",
    "=>",
    "...",
    "/",
    "*",
    "yield ",
    "class ",
    "a",
    "b",
    "=",
    "+",
    "++",
    "?",
    ":",
    ";",
    ",",
    ".",
    "?.",
    "<a>",
    "@",
    "::",
    "1n",
    "new ",
    "for(",
    "of ",
    "switch(a){case 1:",
    "/(?<a/",
    "/a{9,1}/",
    "/\\k<a>/u",
    "set ",
    "\ud800",
    "é"
  };

  private final ScriptSyntax syntax = new ScriptSyntax();

  @Test
  void aValidScriptHasNoError() {
    assertThat(syntax.objection("koreUtil.ClearAuthProfiles(['a', 'b'].map(x => `${x}`));"))
        .isEmpty();
    assertThat(syntax.objection("")).isEmpty();
  }

  @Test
  void anErrorHasAPlaceIfTheParserReportsIt() {
    assertThat(syntax.objection("var a;\nvar 1;").orElseThrow())
        .startsWith("line 2, column ")
        .contains(": ");
    assertThat(syntax.objection("/(?<a/").orElseThrow())
        .isEqualTo("SyntaxError: Invalid capture group name");
  }

  @ParameterizedTest
  @CsvSource({
    "koreUtil.(, 'line 1, column 10: missing name after . operator'",
    "'var a;\n  koreUtil.(a)', 'line 2, column 12: missing name after . operator'",
    "a..b, 'line 1, column 4: missing name after . operator'",
    "@a, 'line 1, column 1: illegal character: @'",
    "default xml namespace = 'a', 'line 1, column 8: syntax error'"
  })
  void anErrorNamesTheMistakeAndNeverXml(String script, String reason) {
    assertThat(syntax.objection(script)).contains(reason);
  }

  @Test
  void aFailureOfTheParserIsAnErrorToo() {
    assertThat(syntax.objection("a::-set")).isPresent();
    assertThat(syntax.objection("(".repeat(100_000))).isPresent();
  }

  @Test
  void noTextMakesItThrow(@Seeded Random random) {
    for (int script = 0; script < 5000; script++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(12); piece >= 0; piece--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      assertThat(syntax.objection(text.toString())).as("%s", text).isNotNull();
    }
  }
}
