package org.conversationsessions.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void readsEveryTypeOfValue() {
    assertThat(read(" {\"a\":[1,-2.5e3,\"x\",true,false,null,{}],\"b\":\"\"} "))
        .isEqualTo(
            new JsonObject(
                Map.of(
                    "a",
                    new JsonArray(
                        List.of(
                            new JsonNumber("1"),
                            new JsonNumber("-2.5e3"),
                            new JsonString("x"),
                            new JsonBoolean(true),
                            new JsonBoolean(false),
                            Json.NULL,
                            JsonObject.EMPTY)),
                    "b",
                    new JsonString(""))));
  }

  @Test
  void keepsTheOrderOfMembers() {
    JsonObject object = (JsonObject) read("{\"z\":1,\"a\":2,\"m\":3}");

    assertThat(object.members().keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void unescapes() {
    assertThat(read("\"\\u00e9\\n\\\"\\\\\\/\\ud83d\\ude00\""))
        .isEqualTo(new JsonString("é\n\"\\/😀"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "x\\ud83dy"})
  void replacesLoneSurrogates(String escaped) {
    JsonString text = (JsonString) read("\"" + escaped + "\"");

    assertThat(text.value()).contains("\uFFFD").doesNotContain("\ud800").doesNotContain("\udc00");
    assertThat(JsonReader.read(Bytes.utf8("{\"" + escaped + "\":1}")))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "[1",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "1 2",
        "{} {}",
        "{}x",
        "{}]",
        "nul",
        "TRUE",
        "NaN",
        "-Infinity",
        "01",
        "+1",
        "1.",
        ".1",
        "-",
        "1e",
        "\"",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "// c\n1",
        "/* c */ 1",
        "1//",
        "\uFEFF1x",
        "\u0000",
        "\"a",
        "[1 2]",
        "{\"a\" 1}",
        "undefined",
        "# x",
        "1,2"
      })
  void rejectsTextsThatAreNotOneJsonValue(String text) {
    assertThat(JsonReader.read(Bytes.utf8(text))).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    for (byte[] bytes :
        List.of(
            new byte[] {'"', (byte) 0xFF, '"'},
            new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'},
            new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            new byte[] {0, '{', 0, '}'},
            new byte[] {'{', 0, '}', 0})) {
      assertThat(JsonReader.read(Bytes.copyOf(bytes))).isInstanceOf(Parsed.Malformed.class);
    }
  }

  @Test
  void acceptsAtMostAHundredLevels() {
    assertThat(JsonReader.read(nested(JsonReader.MAX_DEPTH))).isInstanceOf(Parsed.Value.class);
    assertThat(JsonReader.read(nested(JsonReader.MAX_DEPTH + 1)))
        .isInstanceOf(Parsed.Malformed.class);
    assertThat(JsonReader.read(nested(400_000))).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void rejectsNumbersOfMoreThanAThousandCharacters() {
    assertThat(JsonReader.read(Bytes.utf8("9".repeat(1000)))).isInstanceOf(Parsed.Value.class);
    assertThat(JsonReader.read(Bytes.utf8("9".repeat(1001)))).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void theLastOfTwoMembersWinsUnlessDuplicatesAreRejected() {
    Bytes twice = Bytes.utf8("{\"a\":1,\"\\u0061\":2}");

    assertThat(read("{\"a\":1,\"\\u0061\":2}"))
        .isEqualTo(new JsonObject(Map.of("a", new JsonNumber("2"))));
    assertThat(JsonReader.read(twice, Duplicates.REFUSED)).isInstanceOf(Parsed.Malformed.class);
    assertThat(JsonReader.read(Bytes.utf8("{\"a\":null,\"a\":1}"), Duplicates.REFUSED))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void acceptsCollidingNames() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1 << 13; i++) {
      text.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 13; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":0");
    }

    assertThat(((JsonObject) read(text + "}")).members()).hasSize(1 << 13);
  }

  @Test
  void theReasonContainsNoPartOfTheText() {
    Parsed parsed = JsonReader.read(Bytes.utf8("{\"a\": secret}"));

    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    assertThat(((Parsed.Malformed) parsed).reason()).doesNotContain("secret").contains("character");
  }

  @ParameterizedTest
  @MethodSource
  void theReasonHasTheCorrectLineAndColumn(String text, String reason) {
    assertThat(JsonReader.read(Bytes.utf8(text))).isEqualTo(new Parsed.Malformed(reason));
  }

  static Stream<Arguments> theReasonHasTheCorrectLineAndColumn() {
    String no = "it is not JSON: ";
    String odd = ": unexpected character";
    String early = ": the text ends too early";
    return Stream.of(
        Arguments.of("{bad", no + "line 1, column 2" + odd),
        Arguments.of("{\n  \"a\": x}", no + "line 2, column 8" + odd),
        Arguments.of("{\r\n\"a\":\r x}", no + "line 3, column 2" + odd),
        Arguments.of("{\"😀\": x}", no + "line 1, column 7" + odd),
        Arguments.of("\u0000", no + "line 1, column 1" + odd),
        Arguments.of("[NaN]", no + "line 1, column 2" + odd),
        Arguments.of("[-Infinity]", no + "line 1, column 2" + odd),
        Arguments.of("truex", no + "line 1, column 1" + odd),
        Arguments.of("[1,]", no + "line 1, column 4" + odd),
        Arguments.of("{\"a\":1,}", no + "line 1, column 8" + odd),
        Arguments.of("\"a\nb\"", no + "line 1, column 3" + odd),
        Arguments.of("{\"a\":1}]", no + "line 1, column 8" + odd),
        Arguments.of("{} {}", no + "line 1, column 4: something follows the value"),
        Arguments.of("{", no + "line 1, column 2" + early),
        Arguments.of("{\"a\":\"\nb", no + "line 1, column 7" + odd),
        Arguments.of("[1,\n", no + "line 2, column 1" + early),
        Arguments.of("\"abc", no + "line 1, column 5" + early),
        Arguments.of("", "it is empty"),
        Arguments.of(" \n", "it is empty"),
        Arguments.of(
            "[\n" + "[".repeat(100),
            "arrays and objects in it are nested more than 100 levels deep, line 2, column 100"),
        Arguments.of(
            "[1," + "9".repeat(1001) + "]",
            "it has a number of more than 1000 characters, line 1, column 4"),
        Arguments.of("{\"\\ud800\":1}", "it has a lone surrogate in a name, line 1, column 9"));
  }

  @Test
  void aByteOrderMarkIsSkippedUnlessReadingIsStrict() {
    assertThat(JsonReader.read(Bytes.utf8("\uFEFF1")))
        .isEqualTo(new Parsed.Value(new JsonNumber("1")));
    assertThat(JsonReader.read(Bytes.utf8("\uFEFF1"), Duplicates.REFUSED))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void neverThrowsWhateverTheBytes(@Seeded Random random) {
    String alphabet = "{}[]\",:\\u0123eE+-.truefalsn\u00e9 \n\0";
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(24); j >= 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(JsonReader.read(Bytes.utf8(text.toString()))).isNotNull();
    }
  }

  private static Bytes nested(int depth) {
    return Bytes.utf8("[".repeat(depth) + "]".repeat(depth));
  }

  private static Json read(String text) {
    return ((Parsed.Value) JsonReader.read(Bytes.utf8(text))).json();
  }
}
