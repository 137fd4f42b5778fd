package org.conversationsessions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonReader.Parsed;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void insertsCommas() {
    JsonWriter json = new JsonWriter(1);
    json.beginObject().name("a").beginArray().number(1).number(-2).beginObject().endObject();
    json.beginArray().endArray().nullValue().bool(true).bool(false).endArray();
    json.name("b").string("x").name("c").beginObject().name("d").number(Long.MIN_VALUE).endObject();

    assertThat(text(json.endObject()))
        .isEqualTo(
            "{\"a\":[1,-2,{},[],null,true,false],\"b\":\"x\",\"c\":{\"d\":-9223372036854775808}}");
  }

  @Test
  void escapesWhatMustBeEscapedAndNothingElse() {
    String plain = "\"\\/\b\f\n\r\t\u0000\u001f\u007f é€😀\u2028";
    String escaped = "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f é€😀\u2028\"";

    assertThat(text(new JsonWriter().string(plain))).isEqualTo(escaped);
    assertThat(text(new JsonWriter().utf8(Bytes.utf8(plain)))).isEqualTo(escaped);
    assertThat(text(new JsonWriter().beginObject().name(plain).nullValue().endObject()))
        .isEqualTo("{" + escaped + ":null}");
  }

  @Test
  void textsLongerThanTheGeneratorsBuffersAreWrittenLikeShortOnes() {
    for (int shift = 0; shift < 8; shift++) {
      String plain = "x".repeat(shift) + "😀é\"".repeat(5_000);
      String escaped = plain.replace("\"", "\\\"");
      JsonWriter json = new JsonWriter().beginObject().name(plain).string(plain);
      json.name("raw").raw("\"" + escaped + "\"").name("number").json(number(plain.length()));

      assertThat(text(json.endObject()))
          .isEqualTo(
              "{\"%1$s\":\"%1$s\",\"raw\":\"%1$s\",\"number\":%2$s}"
                  .formatted(escaped, number(plain.length()).literal()));
    }
  }

  @Test
  void replacesLoneSurrogates() {
    assertThat(text(new JsonWriter().string("a\ud800b\udc00\ud83d\ude00\ud83d")))
        .isEqualTo("\"a\uFFFDb\uFFFD😀\uFFFD\"");
    assertThat(text(new JsonWriter().beginObject().name("\ud800").nullValue().endObject()))
        .isEqualTo("{\"\uFFFD\":null}");
    assertThat(text(new JsonWriter().raw("\"\udc00\""))).isEqualTo("\"\uFFFD\"");
  }

  @Test
  void writesFinishedTextAsAString() {
    Bytes inner = new JsonWriter().string("é\"\n😀").finish();

    assertThat(text(new JsonWriter(0).beginArray().utf8(inner).utf8(Bytes.EMPTY).endArray()))
        .isEqualTo("[\"\\\"é\\\\\\\"\\\\n😀\\\"\",\"\"]");
  }

  @Test
  void writesFinishedTextAsAValue() {
    JsonWriter json = new JsonWriter(0).beginObject();
    json.name("a").raw("{\"x\":1.0}").name("b").beginArray().raw("\"é😀\"").raw("[]").endArray();

    assertThat(text(json.endObject())).isEqualTo("{\"a\":{\"x\":1.0},\"b\":[\"é😀\",[]]}");
  }

  @Test
  void aTextHasNoWhiteSpaceAndKeepsNumbersAndOrder() {
    String given = " { \"z\" : [ 1.10 , -0e0 , null ] , \"a\" : \"\\u00e9\\ud800\" } ";
    Parsed parsed = JsonReader.read(Bytes.utf8(given));

    assertThat(parsed).isInstanceOf(Parsed.Value.class);
    assertThat(JsonWriter.text(((Parsed.Value) parsed).json()))
        .isEqualTo("{\"z\":[1.10,-0e0,null],\"a\":\"é\uFFFD\"}");
  }

  @Test
  void readsBackWhatItWrote(@Seeded Random random) {
    for (int i = 0; i < 3000; i++) {
      Json value = random(random, 4);
      Bytes written = new JsonWriter(random.nextInt(64)).json(value).finish();
      assertThat(JsonReader.read(written)).isEqualTo(new Parsed.Value(value));
      Bytes wrapped = new JsonWriter(0).utf8(written).finish();
      assertThat(JsonReader.read(wrapped))
          .isEqualTo(new Parsed.Value(new JsonString(written.utf8Text().orElseThrow())));
    }
  }

  @Test
  void aCallOutOfOrderThrows() {
    for (Consumer<JsonWriter> call :
        List.<Consumer<JsonWriter>>of(
            JsonWriter::beginObject,
            JsonWriter::beginArray,
            JsonWriter::endArray,
            json -> json.name("a").name("b"),
            json -> json.string("x"),
            json -> json.number(1),
            json -> json.bool(true),
            JsonWriter::nullValue,
            json -> json.raw("1"),
            json -> json.utf8(Bytes.EMPTY),
            json -> json.name("a").beginArray().name("b"),
            json -> json.name("a").beginArray().endObject())) {
      JsonWriter json = new JsonWriter().beginObject();
      assertThatThrownBy(() -> call.accept(json)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void bracketsThatTheCallerForgotAreNotAdded() {
    assertThat(text(new JsonWriter().beginArray().beginObject())).isEqualTo("[{");
  }

  @Test
  void bothSizesAreExactAfterEachCall(@Seeded Random random) {
    List<Json> values = new ArrayList<>();
    JsonWriter json = new JsonWriter(random.nextInt(64)).beginArray();
    while (json.size() < 20_000) {
      values.add(random(random, 4));
      json.json(values.getLast());
      JsonWriter again = new JsonWriter().beginArray();
      values.forEach(again::json);
      Bytes written = again.finish();
      int asString = new JsonWriter().utf8(written).size() - 2;

      assertThat(json.size()).isEqualTo(written.size());
      if (random.nextBoolean()) {
        assertThat(json.sizeInEnvelope())
            .isEqualTo(Math.min(asString, written.toBase64().length()));
      }
    }
  }

  @Test
  void computesItsSizeInAnEnvelope() {
    JsonWriter plain = new JsonWriter();
    plain.beginObject().name("a").string("bcdefghijklmnopqrstuvwxyz");
    assertThat(plain.sizeInEnvelope()).isEqualTo(plain.size() + 4);
    plain.endObject();
    assertThat(plain.sizeInEnvelope()).isEqualTo(plain.size() + 4);
    Bytes inner = plain.finish();
    assertThat(JsonWriter.isShorterInBase64(inner)).isFalse();
    assertThat(new JsonWriter().utf8(inner).size() - 2).isEqualTo(inner.size() + 4);
  }

  @Test
  void textsFullOfQuotesAreShorterInBase64() {
    JsonWriter quotes = new JsonWriter();
    quotes.string("\"".repeat(999));

    assertThat(quotes.sizeInEnvelope()).isEqualTo(quotes.size() / 3 * 4L + 4);
    Bytes inner = quotes.finish();
    assertThat(JsonWriter.isShorterInBase64(inner)).isTrue();
    assertThat(inner.toBase64()).hasSize(2668);
  }

  private static JsonNumber number(int digits) {
    return new JsonNumber("0." + "7".repeat(digits));
  }

  private static Json random(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Json.NULL;
      case 1 -> new JsonBoolean(random.nextBoolean());
      case 2 -> JsonNumber.of(random.nextLong());
      case 3 -> new JsonString(randomText(random));
      case 4 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(random(random, depth - 1));
        }
        yield new JsonArray(items);
      }
      default -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(new JsonString(randomText(random)).value(), random(random, depth - 1));
        }
        yield new JsonObject(members);
      }
    };
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }

  private static String text(JsonWriter writer) {
    return writer.finish().utf8Text().orElseThrow();
  }
}
