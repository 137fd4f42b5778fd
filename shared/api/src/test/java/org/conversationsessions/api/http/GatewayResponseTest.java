package org.conversationsessions.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.Test;

class GatewayResponseTest {
  private static final Bytes LONG = Bytes.utf8("{\"a\":\"" + "é".repeat(1000) + "\"}");

  @Test
  void wrapsTheResponseAsTheGatewayExpects() throws Exception {
    HttpResponse response =
        new HttpResponse(412, Map.of("retry-after", "7"), Bytes.utf8("{\"é\":\"\\\"\"}"));
    JsonObject envelope = envelope(response, "gzip");

    assertThat(envelope.members()).containsEntry("statusCode", JsonNumber.of(412));
    assertThat(envelope.members()).containsEntry("isBase64Encoded", new JsonBoolean(false));
    assertThat(envelope.object("headers"))
        .isEqualTo(JsonObject.ofTexts(Map.of("retry-after", "7")));
    assertThat(envelope.text("body")).contains("{\"é\":\"\\\"\"}");
  }

  @Test
  void namesTheMembersAsTheClassOfAwsDoes() throws Exception {
    JsonObject envelope = envelope(HttpResponse.json(LONG), "gzip");

    assertThat(
            Arrays.stream(
                    Introspector.getBeanInfo(APIGatewayV2HTTPResponse.class)
                        .getPropertyDescriptors())
                .map(PropertyDescriptor::getName))
        .containsAll(envelope.members().keySet());
  }

  @Test
  void compressesLongBodiesIfTheClientPrefersIt() throws Exception {
    JsonObject envelope = envelope(HttpResponse.json(LONG), "gzip, br");

    assertThat(envelope.members()).containsEntry("isBase64Encoded", new JsonBoolean(true));
    assertThat(envelope.object("headers"))
        .isEqualTo(
            JsonObject.ofTexts(
                Map.of(
                    "content-type",
                    "application/json",
                    "content-encoding",
                    "gzip",
                    "vary",
                    "accept-encoding")));
    byte[] compressed = Base64.getDecoder().decode(envelope.text("body").orElseThrow());
    assertThat(compressed).hasSizeLessThan(200);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(Bytes.readAll(gzip)).isEqualTo(LONG);
    }
  }

  @Test
  void leavesLongBodiesUncompressedForOthersAndSetsVary() throws Exception {
    for (String header : new String[] {"", "gzip;q=0", "identity"}) {
      JsonObject envelope = envelope(HttpResponse.json(LONG), header);

      assertThat(envelope.text("body")).isEqualTo(LONG.utf8Text());
      assertThat(envelope.object("headers").text("vary")).contains("accept-encoding");
      assertThat(envelope.object("headers").text("content-encoding")).isEmpty();
    }
  }

  @Test
  void leavesShortBodiesUncompressed() throws Exception {
    JsonObject envelope = envelope(HttpResponse.json(Bytes.utf8("x".repeat(255))), "gzip");

    assertThat(envelope.members()).containsEntry("isBase64Encoded", new JsonBoolean(false));
    assertThat(envelope.object("headers").text("vary")).isEmpty();
    assertThat(
            envelope(HttpResponse.json(Bytes.utf8("x".repeat(256))), "gzip")
                .object("headers")
                .text("content-encoding"))
        .contains("gzip");
  }

  @Test
  void aLongBodyThatEscapingWouldSwellGoesInBase64() throws Exception {
    Bytes quotes = Bytes.utf8("\"".repeat(4_500_000));
    JsonObject envelope = envelope(HttpResponse.json(quotes), "");

    assertThat(envelope.members()).containsEntry("isBase64Encoded", new JsonBoolean(true));
    assertThat(Bytes.base64(envelope.text("body").orElseThrow())).contains(quotes);
    assertThat(envelope.object("headers").text("content-encoding")).isEmpty();
  }

  @Test
  void rejectsAStatusOutOfRange() {
    for (int status : new int[] {0, 100, 199, 600, -1}) {
      assertThatThrownBy(() -> new HttpResponse(status, Map.of(), Bytes.EMPTY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static JsonObject envelope(HttpResponse response, String acceptEncoding)
      throws Exception {
    return JsonReader.read(GatewayResponse.of(response, acceptEncoding)).object().orElseThrow();
  }
}
