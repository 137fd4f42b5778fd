package org.conversationsessions.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;
import org.junit.jupiter.api.Test;

/**
 * The JWS vectors of the Wycheproof project (C2SP/wycheproof, Apache-2.0), each checked with the
 * key of its group (contract, section 2).
 */
class WycheproofTest {
  private static final Set<String> OUR_ALGORITHMS = Set.of("HS256", "RS256", "ES256");

  /**
   * Vectors 372 and 373 have a question mark inside base64url. They are valid only for a decoder
   * that skips it, which RFC 7515 forbids.
   */
  private static final Set<Long> VALID_BUT_REFUSED = Set.of(372L, 373L);

  /**
   * Vectors 367 and 370 were meant to have wrong padding, but the file contains none. They equal
   * vector 357, which is valid.
   */
  private static final Set<Long> VALID_IN_TRUTH = Set.of(367L, 370L);

  @Test
  void acceptsTheValidVectorsOfOurAlgorithmsAndNoOther() throws Exception {
    byte[] file;
    try (InputStream vectors =
        Objects.requireNonNull(
            WycheproofTest.class.getResourceAsStream("/wycheproof/json_web_signature_test.json"))) {
      file = vectors.readAllBytes();
    }
    JsonObject vectors = JsonReader.read(Bytes.copyOf(file)).object().orElseThrow();

    int checked = 0;
    Set<Long> accepted = new TreeSet<>();
    Set<Long> expected = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    Map<Long, String> texts = new HashMap<>();
    for (JsonObject group : objects(vectors, "testGroups")) {
      JsonObject key = group.object(group.member("public").isPresent() ? "public" : "private");
      Optional<SignatureCheck> check = check(key);
      for (JsonObject vector : objects(group, "tests")) {
        checked++;
        long id = ((JsonNumber) vector.member("tcId").orElseThrow()).integer().orElseThrow();
        Optional<CompactJws> jws = vector.text("jws").flatMap(CompactJws::parse);
        vector.text("jws").ifPresent(text -> texts.put(id, text));
        boolean valid =
            vector.text("result").equals(Optional.of("valid")) || VALID_IN_TRUTH.contains(id);
        boolean ours =
            jws.flatMap(parsed -> parsed.header().text("alg"))
                .filter(OUR_ALGORITHMS::contains)
                .isPresent();
        if (valid && ours && !VALID_BUT_REFUSED.contains(id)) {
          expected.add(id);
        }
        if (check.isPresent() && jws.isPresent() && check.get().verify(jws.get())) {
          accepted.add(id);
          if (!valid) {
            wrong.add(id + " " + vector.text("comment").orElse(""));
          }
        }
      }
    }
    assertThat(checked).isEqualTo(401);
    assertThat(VALID_IN_TRUTH)
        .allSatisfy(id -> assertThat(texts.get(id)).isEqualTo(texts.get(357L)));
    assertThat(wrong).as("accepted though invalid").isEmpty();
    assertThat(accepted)
        .as("valid and of our algorithms")
        .isEqualTo(expected)
        .hasSizeGreaterThan(15);
  }

  private static Optional<SignatureCheck> check(JsonObject key) {
    if (key.text("kty").equals(Optional.of("oct"))) {
      // The keys are random bytes and not texts like the service's secrets, so the bytes are
      // passed directly.
      return key.text("alg").equals(Optional.of("HS256"))
          ? Base64Url.decode(key.text("k").orElseThrow()).flatMap(SignatureCheck::hmac)
          : Optional.empty();
    }
    String jwk = new JsonWriter().json(key).finish().utf8Text().orElseThrow();
    return SignatureCheck.of(new SigningKey.PublicKey(jwk));
  }

  private static List<JsonObject> objects(JsonObject object, String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Json item : ((JsonArray) object.member(name).orElseThrow()).items()) {
      objects.add((JsonObject) item);
    }
    return objects;
  }
}
