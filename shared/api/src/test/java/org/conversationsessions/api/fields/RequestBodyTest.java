package org.conversationsessions.api.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Events;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  @Test
  void readsTheObjectInTheBody() {
    assertThat(RequestBody.read(request("{\"a\":\"x\"}"), RequestBodyTest::a))
        .isEqualTo(new ParseResult.Value<>("x"));
    assertThat(RequestBody.readOptional(request(" {\"a\":\"x\"}\n"), RequestBodyTest::a))
        .isEqualTo(new ParseResult.Value<>("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "\"x\"", "1", "true", "{", "x", "{}{}"})
  void aBodyThatIsNotAnObjectIsRejected(String body) {
    assertThat(error(RequestBody.read(request(body), RequestBodyTest::a)).msg())
        .startsWith("Validation errors/ Invalid arguments: body: must be a JSON object; ");
    assertThat(error(RequestBody.readOptional(request(body), RequestBodyTest::a)).status())
        .isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t"})
  void anEmptyBodyIsAnObjectWithoutFieldsWhereItIsOptional(String body) {
    assertThat(RequestBody.readOptional(request(body), RequestBodyTest::a))
        .isEqualTo(new ParseResult.Value<>("none"));
    assertThat(error(RequestBody.read(request(body), RequestBodyTest::a)).status()).isEqualTo(412);
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() {
    ApiError expected = ApiError.invalidArguments("body", "is not UTF-8");
    for (byte[] bytes :
        List.of(
            new byte[] {'{', '"', (byte) 0xFF},
            new byte[] {(byte) 0xE9},
            "{\"a\":\"rené\"}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16))) {
      HttpRequest request = Events.request(Bytes.copyOf(bytes));
      assertThat(error(RequestBody.readOptional(request, RequestBodyTest::a))).isEqualTo(expected);
      assertThat(error(RequestBody.read(request, RequestBodyTest::a))).isEqualTo(expected);
    }
  }

  @Test
  void aLeadingByteOrderMarkIsSkipped() {
    assertThat(RequestBody.read(request("\uFEFF{\"a\":\"\uFEFF\"}"), RequestBodyTest::a))
        .isEqualTo(new ParseResult.Value<>("\uFEFF"));
    assertThat(RequestBody.readOptional(request("\uFEFF"), RequestBodyTest::a))
        .isEqualTo(new ParseResult.Value<>("none"));
    assertThat(error(RequestBody.read(request("\uFEFF\uFEFF{}"), RequestBodyTest::a)).status())
        .isEqualTo(412);
  }

  @Test
  void aBodyHasAtMostOneMebibyte() {
    String most = "{\"a\":\"x\"}" + " ".repeat(RequestBody.MAX_BYTES - 9);

    assertThat(RequestBody.read(request(most), RequestBodyTest::a))
        .isEqualTo(new ParseResult.Value<>("x"));
    for (String tooLong : new String[] {most + " ", " ".repeat(RequestBody.MAX_BYTES + 1)}) {
      assertThat(error(RequestBody.read(request(tooLong), RequestBodyTest::a)))
          .isEqualTo(ApiError.bodyTooLarge(1048576));
      assertThat(error(RequestBody.readOptional(request(tooLong), RequestBodyTest::a)))
          .isEqualTo(ApiError.bodyTooLarge(1048576));
    }
  }

  @Test
  void readsTheQueryAsStrings() {
    HttpRequest request =
        new HttpRequest(
            "GET", "/p", Map.of(), Map.of("a", "x", "n", "5"), Map.of(), Bytes.EMPTY, "id");

    assertThat(
            RequestBody.readQuery(
                request, fields -> a(fields) + fields.integer("n", 0, 9).orElseThrow()))
        .isEqualTo(new ParseResult.Value<>("x5"));
  }

  private static String a(FieldReader fields) {
    return fields.string("a", 1, 9).orElse("none");
  }

  private static <T> ApiError error(ParseResult<T> read) {
    return ((ParseResult.Refused<T>) read).error();
  }

  private static HttpRequest request(String body) {
    return Events.request(Bytes.utf8(body));
  }
}
