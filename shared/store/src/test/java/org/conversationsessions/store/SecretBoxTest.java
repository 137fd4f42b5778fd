package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.conversationsessions.domain.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  private final SecretBox box = new SecretBox("key material for tests, 32 or more");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "\u00e9\ud83d\ude00",
        "a much longer secret than any other one here"
      })
  void opensWhatItSealed(String secret) {
    assertThat(box.open(box.seal(secret, "cs-1"), "cs-1")).isEqualTo(secret);
  }

  @Test
  void sealsDifferentlyEveryTime() {
    assertThat(box.seal("secret", "cs-1")).isNotEqualTo(box.seal("secret", "cs-1"));
  }

  @Test
  void doesNotOpenAnotherAppsSecret() {
    String sealed = box.seal("secret", "cs-1");

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> box.open(sealed, "cs-2"));
  }

  @Test
  void doesNotOpenWithAnotherKey() {
    String sealed = box.seal("secret", "cs-1");
    SecretBox other = new SecretBox("another key material of 32 letters");

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> other.open(sealed, "cs-1"));
  }

  @Test
  void noticesEveryChangedBit() {
    byte[] sealed = Base64.getDecoder().decode(box.seal("secret", "cs-1"));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String text = Base64.getEncoder().encodeToString(changed);
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> box.open(text, "cs-1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "no base64!", "AAAAAAAAAAAAAAAA"})
  void tellsWhatCannotBeReadAndNothingOfIt(String sealed) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> box.open(sealed, "cs-1"))
        .withMessageStartingWith("the stored secret of an app cannot be read");
  }

  @Test
  void opensTheBytesThatItSealedAndSealsThemDifferentlyEveryTime() {
    for (byte[] state : List.of(new byte[0], bytes("state"), new byte[300_000])) {
      byte[] sealed = box.seal(state, "one");
      assertThat(box.open(sealed, "one")).isEqualTo(state);
      assertThat(box.seal(state, "one")).hasSameSizeAs(sealed).isNotEqualTo(sealed);
    }
  }

  @Test
  void opensBytesNeitherForAnotherNorWithAnotherKey() {
    byte[] sealed = box.seal(bytes("state"), "one");
    SecretBox other = new SecretBox("another key material of 32 letters");

    assertUnreadable(() -> box.open(sealed, "two"));
    assertUnreadable(() -> other.open(sealed, "one"));
    assertUnreadable(() -> SecretBox.shut().open(sealed, "one"));
  }

  @Test
  void aSecretIsNoStateAndAStateNoSecret() {
    byte[] secret = Base64.getDecoder().decode(box.seal("secret", "one"));
    String state = Base64.getEncoder().encodeToString(box.seal(bytes("state"), "one"));

    assertUnreadable(() -> box.open(secret, "one"));
    assertUnreadable(() -> box.open(state, "one"));
  }

  @Test
  void noticesEveryChangedBitAndEveryMissingByteOfBytes() {
    byte[] sealed = box.seal(bytes("state"), "one");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertUnreadable(() -> box.open(changed, "one"));
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertUnreadable(() -> box.open(cut, "one"));
    }
  }

  private static void assertUnreadable(ThrowableAssert.ThrowingCallable opening) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(opening)
        .withMessageContaining("cannot be read");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void refusesKeyMaterialThatIsTooShort() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new SecretBox("x".repeat(31)))
        .withMessageContaining("SECRETS_KEY");
  }
}
