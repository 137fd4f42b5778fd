package org.conversationsessions.api.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.ErrorBody;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How fields of a JSON body are read, and which values are rejected (contract, sections 1 and 3).
 */
class FieldReaderTest {
  @Test
  void aStringIsAcceptedWithinItsBounds() {
    assertValue("{\"a\":\"xyz\"}", f -> f.string("a", 1, 3), Optional.of("xyz"));
    assertValue("{\"a\":\"\"}", f -> f.string("a", 0, 3), Optional.of(""));
    assertValue("{\"a\":\"😀😀😀\"}", f -> f.string("a", 1, 3), Optional.of("😀😀😀"));
    assertValue("{}", f -> f.string("a", 1, 3), Optional.empty());
    assertValue("{\"a\":null}", f -> f.string("a", 1, 3), Optional.empty());
    assertValue("{\"a\":\"x\"}", f -> f.requiredString("a", 1, 3), "x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"wxyz\"", "1", "true", "[]", "{}", "[\"x\"]"})
  void anotherValueIsNotAStringWithinTheBounds(String value) {
    assertThat(error("{\"userId\":" + value + "}", f -> f.string("userId", 1, 3)))
        .isEqualTo(ApiError.invalidArguments("userId", "must be a string of 1 to 3 characters"));
  }

  @Test
  void theErrorWithoutAnUpperBoundNamesOnlyTheType() {
    assertThat(error("{\"a\":[5]}", f -> f.strings("a", 0, 9, 0, Integer.MAX_VALUE)))
        .isEqualTo(ApiError.invalidArguments("a[0]", "must be a string"));
    assertThat(error("{\"a\":\"\"}", f -> f.string("a", 1, Integer.MAX_VALUE)))
        .isEqualTo(ApiError.invalidArguments("a", "must be a string that is not empty"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "a\\udc00b", "\\ud83d\\ud83d", "\uFFFD", "x\\ufffd"})
  void aDamagedIdentifierIsRejectedByNameAndFreeTextIsRepaired(String text) {
    String object = "{\"a\":\"" + text + "\",\"l\":[\"ok\",\"" + text + "\"]}";

    assertThat(error(object, f -> f.identifier("a", 1, 9)))
        .isEqualTo(ApiError.invalidArguments("a", Identifier.DAMAGED));
    assertThat(error(object, f -> f.requiredIdentifier("a", 9)))
        .isEqualTo(ApiError.invalidArguments("a", Identifier.DAMAGED));
    assertThat(error(object, f -> f.identifiers("l", 0, 9, 0, 9)))
        .isEqualTo(ApiError.invalidArguments("l[1]", Identifier.DAMAGED));
    assertThat(FieldReader.read(object(object), f -> f.string("a", 1, 9).orElseThrow()))
        .isInstanceOfSatisfying(
            ParseResult.Value.class,
            value -> assertThat(value.value().toString()).contains("\uFFFD"));
  }

  @Test
  void anIdentifierMayContainAnyOtherText() {
    for (String text : List.of("rené", "😀", "\u0000", "\uFEFF", " ")) {
      assertValue(
          "{\"a\":" + JsonWriter.text(new Json.JsonString(text)) + "}",
          f -> f.identifier("a", 1, 9),
          Optional.of(text));
    }
    assertValue("{\"a\":null}", f -> f.identifier("a", 1, 9), Optional.empty());
    assertThat(error("{}", f -> f.requiredIdentifier("a", 9)))
        .isEqualTo(ApiError.invalidArguments("a", "is missing"));
  }

  @Test
  void unknownMembersCanBeRejected() {
    Function<FieldReader, Boolean> reading =
        fields -> {
          fields.allowOnly(List.of("b", "a"));
          return true;
        };

    assertValue("{\"a\":1,\"b\":null}", reading, true);
    assertThat(error("{\"a\":1,\"A\":null}", reading))
        .isEqualTo(ApiError.invalidArguments("A", "is unknown here; known are b, a"));
  }

  @Test
  void aRequiredStringMustBePresent() {
    for (String object : List.of("{}", "{\"a\":null}")) {
      assertThat(error(object, f -> f.requiredString("a", 1, 3)))
          .isEqualTo(ApiError.invalidArguments("a", "is missing"));
    }
  }

  @Test
  void aStringMayBeBoundedInBytes() {
    assertValue("{\"a\":\"éé\"}", f -> f.stringOfBytes("a", 4), Optional.of("éé"));
    assertValue("{}", f -> f.stringOfBytes("a", 4), Optional.empty());
    assertThat(error("{\"a\":\"ééx\"}", f -> f.stringOfBytes("a", 4)).msg())
        .endsWith("a: must be a string of at most 4 bytes in UTF-8");
    assertThat(error("{\"a\":7}", f -> f.stringOfBytes("a", 4)).status()).isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource({
    "5,5",
    "5.0,5",
    "5e0,5",
    "'\"5\"',5",
    "'\"005\"',5",
    "'\"0\"',0",
    "'\"000\"',0",
    "-0,0",
    "10,10",
    "0,0"
  })
  void anIntegerIsAcceptedInAnyNotation(String json, long expected) {
    assertValue("{\"n\":" + json + "}", f -> f.integer("n", 0, 10), OptionalLong.of(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "11",
        "5.5",
        "\"\"",
        "\"-1\"",
        "\"5.0\"",
        "\"+5\"",
        "\" 5\"",
        "\"5 \"",
        "\"x\"",
        "\"٥\"",
        "\"0x5\"",
        "true",
        "[5]",
        "{}",
        "1e999999999",
        "-1e999999999",
        "1e-5",
        "\"99999999999999999999999\""
      })
  void anotherValueIsNotAnIntegerWithinTheBounds(String json) {
    assertThat(error("{\"n\":" + json + "}", f -> f.integer("n", 0, 10)))
        .isEqualTo(ApiError.invalidArguments("n", "must be an integer from 0 to 10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "\"99999999999999999999999\"", "9223372036854775808"})
  void anIntegerWithoutUpperBoundMayBeHuge(String json) {
    assertValue(
        "{\"n\":" + json + "}",
        f -> f.integer("n", 1, Long.MAX_VALUE),
        OptionalLong.of(Long.MAX_VALUE));
  }

  @Test
  void theErrorWithoutAnUpperBoundNamesTheLowerBound() {
    assertThat(error("{\"n\":0}", f -> f.integer("n", 1, Long.MAX_VALUE)).msg())
        .endsWith("n: must be an integer of at least 1");
    assertValue("{\"n\":null}", f -> f.integer("n", 1, 2), OptionalLong.empty());
  }

  @Test
  void aBooleanIsTrueOrFalse() {
    assertValue("{\"f\":true}", f -> f.bool("f"), Optional.of(true));
    assertValue("{\"f\":false}", f -> f.bool("f"), Optional.of(false));
    assertValue("{}", f -> f.bool("f"), Optional.empty());
    for (String other : List.of("\"true\"", "1", "[]")) {
      assertThat(error("{\"f\":" + other + "}", f -> f.bool("f")))
          .isEqualTo(ApiError.invalidArguments("f", "must be true or false"));
    }
  }

  @Test
  void aChoiceIsOneOfTheStrings() {
    assertValue("{\"c\":\"one\"}", f -> f.choice("c", Map.of("one", 1)), Optional.of(1));
    assertValue("{}", f -> f.choice("c", Map.of("one", 1)), Optional.empty());
    assertThat(error("{\"c\":\"One\"}", f -> f.choice("c", Map.of("one", 1))))
        .isEqualTo(ApiError.invalidArguments("c", "must be one of one; it is \"One\""));
    assertThat(error("{\"c\":1}", f -> f.choice("c", Map.of("one", 1))))
        .isEqualTo(ApiError.invalidArguments("c", "must be one of one"));
  }

  @Test
  void theErrorListsTheChoicesInOrder() {
    assertThat(error("{\"c\":1}", f -> f.choice("c", Map.of("b", 1, "c", 2, "a", 3))).msg())
        .endsWith("must be one of a, b, c");
  }

  @Test
  void aChoiceMayBeInAnyCase() {
    assertValue(
        "{\"c\":\"DropOFF\"}", f -> f.choiceInAnyCase("c", Map.of("dropoff", 1)), Optional.of(1));
    assertThat(error("{\"c\":\"drop off\"}", f -> f.choiceInAnyCase("c", Map.of("dropoff", 1))))
        .extracting(ApiError::status)
        .isEqualTo(412);
  }

  @Test
  void arraysHaveAMinimumAndAMaximumSize() {
    assertValue(
        "{\"a\":[1,null]}",
        f -> f.items("a", 1, 2),
        Optional.of(List.of(JsonNumber.of(1), Json.NULL)));
    assertValue("{\"a\":null}", f -> f.items("a", 1, 2), Optional.empty());
    for (String other : List.of("[]", "[1,2,3]", "{}", "\"[1]\"", "1")) {
      assertThat(error("{\"a\":" + other + "}", f -> f.items("a", 1, 2)))
          .isEqualTo(ApiError.invalidArguments("a", "must be an array of 1 to 2 items"));
    }
  }

  @Test
  void errorsNameArrayItemsByTheirIndex() {
    assertValue(
        "{\"a\":[\"x\",\"y\"]}", f -> f.strings("a", 1, 2, 1, 1), Optional.of(List.of("x", "y")));
    assertThat(error("{\"a\":[\"x\",null]}", f -> f.strings("a", 1, 2, 1, 1)))
        .isEqualTo(ApiError.invalidArguments("a[1]", "must be a string of 1 to 1 characters"));
    assertThat(error("{\"a\":[{},7]}", f -> f.objects("a", 1, 2)))
        .isEqualTo(ApiError.invalidArguments("a[1]", "must be an object"));
  }

  @Test
  void errorsNameNestedFieldsByTheirPath() {
    String json = "{\"tags\":{\"and\":[{\"name\":\"x\"},{\"name\":5}]}}";
    Function<FieldReader, List<String>> reading =
        fields ->
            fields.object("tags").orElseThrow().objects("and", 0, 9).orElseThrow().stream()
                .map(tag -> tag.requiredString("name", 1, 9))
                .toList();

    assertThat(error(json, reading).msg()).contains(": tags.and[1].name: must be a string");
    assertThat(error("{\"tags\":[]}", reading).msg()).endsWith(": tags: must be an object");
  }

  @Test
  void theFirstInvalidFieldIsReported() {
    assertThat(
            error(
                "{\"b\":1,\"a\":1}",
                f -> f.requiredString("a", 1, 1) + f.requiredString("b", 1, 1)))
        .extracting(ApiError::msg)
        .asString()
        .contains(": a: ");
  }

  @Test
  void aReadingMayRejectWithAnotherError() {
    ApiError tooLong = ApiError.badRequest("too long");

    assertThat(
            error(
                "{}",
                f -> {
                  throw f.invalid("skip", "differs from offset");
                }))
        .isEqualTo(ApiError.invalidArguments("skip", "differs from offset"));
    assertThat(
            error(
                "{}",
                f -> {
                  throw f.refused(tooLong);
                }))
        .isEqualTo(tooLong);
  }

  @Test
  void unknownFieldsAreIgnoredAndCanBeListed() {
    assertValue("{\"x\":1,\"n\":null,\"a\":\"b\"}", FieldReader::names, Set.of("x", "a"));
    assertValue("{\"x\":1}", f -> f.value("x"), Optional.of(JsonNumber.of(1)));
    assertValue("{\"x\":null}", f -> f.has("x"), false);
  }

  @Test
  void nullFieldsAreDistinguishedFromMissingOnes() {
    String object = "{\"z\":1,\"n\":null,\"a\":\"null\"}";
    assertValue(object, f -> List.copyOf(f.allNames()), List.of("z", "n", "a"));
    assertValue(object, f -> f.isNull("n"), true);
    for (String name : List.of("z", "a", "unknown")) {
      assertValue(object, f -> f.isNull(name), false);
    }
  }

  @Test
  void anArrayMayHaveAnyNumberOfItems() {
    assertValue("{\"a\":[]}", f -> f.items("a"), Optional.of(List.of()));
    assertValue(
        "{\"a\":[1,null]}", f -> f.items("a"), Optional.of(List.of(JsonNumber.of(1), Json.NULL)));
    assertValue("{\"a\":null}", f -> f.items("a"), Optional.empty());
    assertThat(error("{\"a\":{}}", f -> f.items("a")))
        .isEqualTo(ApiError.invalidArguments("a", "must be an array"));
  }

  @Test
  void anErrorHoldsAtMost200CharactersOfTheRequest() {
    String name = "n".repeat(5000);
    String error =
        error(
                "{\"o\":{\"" + name + "\":{\"c\":\"" + "v".repeat(5000) + "\"}}}",
                f ->
                    f.object("o")
                        .orElseThrow()
                        .object(name)
                        .orElseThrow()
                        .choice("c", Map.of("one", 1)))
            .msg();

    assertThat(error.chars().filter(c -> c == 'n' || c == 'v').count()).isLessThan(200);
    assertThat(error).hasSizeLessThan(300);
  }

  @Test
  void hostileTextStaysWithinItsString() {
    ApiError error =
        error("{\"c\":\"\\\"}],\\u0000\\ud800\"}", f -> f.choice("c", Map.of("one", 1)));

    assertThat(JsonReader.read(ErrorBody.response(error).body()).object()).isPresent();
  }

  private static <T> void assertValue(
      String json, Function<FieldReader, T> reading, Object expected) {
    assertThat(FieldReader.read(object(json), reading))
        .isEqualTo(new ParseResult.Value<>(expected));
  }

  private static <T> ApiError error(String json, Function<FieldReader, T> reading) {
    return ((ParseResult.Refused<T>) FieldReader.read(object(json), reading)).error();
  }

  private static JsonObject object(String json) {
    return Optional.of(JsonReader.read(Bytes.utf8(json)))
        .flatMap(JsonReader.Parsed::object)
        .orElseThrow();
  }
}
