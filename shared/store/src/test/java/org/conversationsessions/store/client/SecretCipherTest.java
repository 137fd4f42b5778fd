package org.conversationsessions.store.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTest {
  private static final String MATERIAL = "key material for tests, 32 or more";

  private final SecretCipher cipher = new SecretCipher(MATERIAL);
  private final SecretCipher other = new SecretCipher("another key material of 32 letters");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "\u00e9\ud83d\ude00",
        "a much longer secret than any other one here"
      })
  void opensASealedSecret(String secret) {
    assertThat(cipher.open(cipher.seal(secret, "cs-1"), "cs-1")).isEqualTo(secret);
  }

  @Test
  void sealsDifferentlyEveryTime() {
    assertThat(cipher.seal("secret", "cs-1")).isNotEqualTo(cipher.seal("secret", "cs-1"));
  }

  @Test
  void doesNotOpenAnotherAppsSecret() {
    String sealed = cipher.seal("secret", "cs-1");

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> cipher.open(sealed, "cs-2"));
  }

  @Test
  void doesNotOpenWithAnotherKey() {
    String sealed = cipher.seal("secret", "cs-1");

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> other.open(sealed, "cs-1"));
  }

  @Test
  void noticesEveryChangedBit() {
    byte[] sealed = Base64.getDecoder().decode(cipher.seal("secret", "cs-1"));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      String text = Base64.getEncoder().encodeToString(changed);
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> cipher.open(text, "cs-1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "no base64!", "AAAAAAAAAAAAAAAA"})
  void namesTheDamagedValueWithoutItsContent(String sealed) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> cipher.open(sealed, "cs-1"))
        .withMessageStartingWith("the stored secret of an app cannot be read");
  }

  @Test
  void opensTheBytesThatItSealedAndSealsThemDifferentlyEveryTime() {
    for (byte[] state : List.of(new byte[0], bytes("state"), new byte[300_000])) {
      byte[] sealed = cipher.seal(state, "one");
      assertThat(cipher.open(sealed, "one", "a state")).isEqualTo(state);
      assertThat(cipher.seal(state, "one")).hasSameSizeAs(sealed).isNotEqualTo(sealed);
    }
  }

  @Test
  void doesNotOpenBytesForAnotherOwnerOrWithAnotherKey() {
    byte[] sealed = cipher.seal(bytes("state"), "one");

    assertUnreadable(() -> cipher.open(sealed, "two", "a state"));
    assertUnreadable(() -> other.open(sealed, "one", "a state"));
    assertUnreadable(() -> SecretCipher.withRandomKey().open(sealed, "one", "a state"));
  }

  @Test
  void secretsAndStatesAreNotInterchangeable() {
    byte[] secret = Base64.getDecoder().decode(cipher.seal("secret", "one"));
    String state = Base64.getEncoder().encodeToString(cipher.seal(bytes("state"), "one"));

    assertUnreadable(() -> cipher.open(secret, "one", "a state"));
    assertUnreadable(() -> cipher.open(state, "one"));
  }

  @Test
  void noticesEveryChangedBitAndEveryMissingByteOfBytes() {
    byte[] sealed = cipher.seal(bytes("state"), "one");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertUnreadable(() -> cipher.open(changed, "one", "a state"));
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertUnreadable(() -> cipher.open(cut, "one", "a state"));
    }
  }

  @Test
  void opensValuesFromBeforeKeyIds() {
    String secret =
        "/cwM47zH90sCncdcMJ++DvlSK85sZaeePRAYUCNksQQi/nT8Nh4Jo0O0XGPAkIC6S5N+cmeLsHTE8oVH5Qc=";
    byte[] state =
        Base64.getDecoder()
            .decode("m/AeUop3nr1+7Zo8gHrofySL1pJuKhwmFBpeWuxUJAifrfaSyVakENe5qsW93AXrI9Jb");

    assertThat(cipher.open(secret, "cs-1")).isEqualTo("a secret of an app, sealed earlier");
    assertThat(cipher.open(state, "state 4 st-1 rtm", "a state"))
        .isEqualTo(bytes("a state, sealed earlier"));
    assertUnreadable(() -> cipher.open(secret, "cs-2"));
    assertUnreadable(() -> other.open(secret, "cs-1"));
  }

  @Test
  void opensAnOlderValueWhoseNonceLooksLikeAHeader() throws Exception {
    byte[] header = Arrays.copyOf(Base64.getDecoder().decode(cipher.seal("", "cs-1")), 8);
    byte[] othersHeader = Arrays.copyOf(Base64.getDecoder().decode(other.seal("", "cs-1")), 8);
    for (byte[] start : List.of(header, othersHeader)) {
      byte[] nonce = Arrays.copyOf(start, 12);
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      byte[] key = MessageDigest.getInstance("SHA-256").digest(bytes(MATERIAL));
      aes.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      aes.updateAAD(bytes("cs-1"));
      byte[] sealed = aes.doFinal(bytes("secret"));
      byte[] all = ByteBuffer.allocate(12 + sealed.length).put(nonce).put(sealed).array();

      assertThat(cipher.open(Base64.getEncoder().encodeToString(all), "cs-1")).isEqualTo("secret");
    }
  }

  @Test
  void namesBothKeyIdsIfTheKeyIsWrong() {
    String own = idOf(cipher);
    String others = idOf(other);
    String secret = cipher.seal("secret", "cs-1");
    byte[] state = cipher.seal(bytes("state"), "one");

    assertThat(own).isNotEqualTo(others);
    for (ThrowableAssert.ThrowingCallable opening :
        List.<ThrowableAssert.ThrowingCallable>of(
            () -> other.open(secret, "cs-1"), () -> other.open(state, "one", "a state"))) {
      assertThatExceptionOfType(UnreadableItemException.class)
          .isThrownBy(opening)
          .withMessageContaining("sealed with key " + own)
          .withMessageContaining("SECRETS_KEY here is key " + others)
          .withMessageContaining("docs/operating.md");
    }
  }

  @Test
  void aDamagedValueIsNotReportedAsOneOfAnotherKey() {
    byte[] sealed = cipher.seal(bytes("state"), "one");
    sealed[sealed.length - 1] ^= 1;

    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> cipher.open(sealed, "one", "a state"))
        .withMessageStartingWith("a state cannot be read: it is damaged");
  }

  @Test
  void aKeyIdIsTheSameInEveryProcessAndNoPartOfTheKey() throws Exception {
    byte[] key = MessageDigest.getInstance("SHA-256").digest(bytes(MATERIAL));

    assertThat(idOf(cipher)).isEqualTo("cbcf556c");
    assertThat(HexFormat.of().formatHex(key)).doesNotContain(idOf(cipher));
  }

  /** Returns the key id of a sealed value. */
  private static String idOf(SecretCipher cipher) {
    return HexFormat.of().formatHex(cipher.seal(new byte[0], "any"), 4, 8);
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
        .isThrownBy(() -> new SecretCipher("x".repeat(31)))
        .withMessageContaining("SECRETS_KEY");
  }
}
