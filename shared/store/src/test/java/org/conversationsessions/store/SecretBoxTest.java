package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
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
  void refusesKeyMaterialThatIsTooShort() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new SecretBox("x".repeat(31)))
        .withMessageContaining("SECRETS_KEY");
  }
}
