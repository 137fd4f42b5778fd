package org.conversationsessions.store.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.conversationsessions.application.UnreadableItemException;

/**
 * Encrypts apps' secrets, session states, messages and requests to erase data before they are
 * stored, with AES-256-GCM and a random nonce. The owner's identifier is the additional
 * authenticated data, so one app's secret cannot replace another's. The key is the SHA-256 of the
 * deployment's key material.
 *
 * <p>A sealed value consists of {@code csk1}, the first 4 bytes of a hash of its key (the key id),
 * the 12-byte nonce, the ciphertext and the 16-byte tag. The key id distinguishes a wrong key from
 * a damaged value. Older values have no {@code csk1} and no key id; they can still be opened. Safe
 * for several threads.
 */
public final class SecretCipher {
  private static final String SECRET = "the stored secret of an app";
  private static final byte[] PREFIX = "csk1".getBytes(StandardCharsets.US_ASCII);
  private static final String KEY_ID = "id of a conversation-sessions key";
  private static final int KEY_ID_BYTES = 4;
  private static final int HEADER_BYTES = PREFIX.length + KEY_ID_BYTES;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MIN_MATERIAL = 32;

  private final SecretKey key;
  private final byte[] keyId;
  private final SecureRandom random = new SecureRandom();

  /**
   * Creates a cipher.
   *
   * @param material the deployment's key material, at least 32 characters
   */
  public SecretCipher(String material) {
    if (material.length() < MIN_MATERIAL) {
      throw new IllegalStateException("SECRETS_KEY has fewer than 32 characters");
    }
    byte[] digest = Sha256.of(material.getBytes(StandardCharsets.UTF_8));
    key = new SecretKeySpec(digest, "AES");
    // Another hash over a fixed text and the key, so the id reveals nothing about the key.
    keyId = Arrays.copyOf(Sha256.of(KEY_ID.getBytes(StandardCharsets.UTF_8), digest), KEY_ID_BYTES);
  }

  /** Returns a cipher with a random key, which opens no stored value. */
  public static SecretCipher withRandomKey() {
    byte[] material = new byte[MIN_MATERIAL];
    new SecureRandom().nextBytes(material);
    return new SecretCipher(Base64.getEncoder().encodeToString(material));
  }

  /** Encrypts an app's secret. Returns Base64. */
  public String seal(String secret, String appId) {
    byte[] sealed = seal(secret.getBytes(StandardCharsets.UTF_8), appId, key, SECRET);
    return Base64.getEncoder().encodeToString(sealed);
  }

  /**
   * Decrypts an app's secret.
   *
   * @throws org.conversationsessions.application.StoreException if it was sealed with another key,
   *     for another app, or changed
   */
  public String open(String sealed, String appId) {
    try {
      byte[] secret = open(Base64.getDecoder().decode(sealed), appId, key, SECRET);
      return new String(secret, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnreadableItemException(SECRET + " cannot be read: it is damaged", e);
    }
  }

  /**
   * Encrypts bytes with a key derived for their owner (HKDF). One key with random nonces is safe
   * for some 2<sup>32</sup> messages, which all owners together would exceed.
   *
   * @param owner identifies what the bytes belong to, such as a conversation; differs from every
   *     app's identifier
   */
  public byte[] seal(byte[] plain, String owner) {
    return seal(plain, owner, deriveKey(owner), "a value");
  }

  /**
   * Decrypts bytes that {@link #seal(byte[], String)} encrypted.
   *
   * @param valueName what they are, for the message of the exception: "the stored state of …"
   * @throws org.conversationsessions.application.StoreException if they were sealed with another
   *     key, for another owner, or changed
   */
  public byte[] open(byte[] sealed, String owner, String valueName) {
    return open(sealed, owner, deriveKey(owner), valueName);
  }

  private byte[] seal(byte[] plain, String owner, SecretKey encryptionKey, String valueName) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, encryptionKey, ByteBuffer.wrap(nonce), owner).doFinal(plain);
      return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + sealed.length)
          .put(PREFIX)
          .put(keyId)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(valueName + " cannot be sealed", e);
    }
  }

  private byte[] open(byte[] sealed, String owner, SecretKey encryptionKey, String valueName) {
    byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
    boolean hasHeader = Arrays.equals(header, 0, PREFIX.length, PREFIX, 0, PREFIX.length);
    byte[] sealedKeyId = Arrays.copyOfRange(header, PREFIX.length, HEADER_BYTES);
    Optional<byte[]> text =
        hasHeader && Arrays.equals(sealedKeyId, keyId)
            ? decrypt(sealed, HEADER_BYTES, owner, encryptionKey)
            : Optional.empty();
    // An older value has no header, but its random nonce may look like one.
    return text.or(() -> decrypt(sealed, 0, owner, encryptionKey))
        .orElseThrow(() -> unreadable(valueName, hasHeader ? sealedKeyId : keyId));
  }

  private UnreadableItemException unreadable(String valueName, byte[] sealedKeyId) {
    return new UnreadableItemException(
        Arrays.equals(sealedKeyId, keyId)
            ? valueName
                + " cannot be read: it is damaged, or SECRETS_KEY is not what it was sealed with"
            : "%s cannot be read: it was sealed with key %s, and SECRETS_KEY here is key %s. Give back the first one: see \"The key\" in docs/operating.md"
                .formatted(valueName, hex(sealedKeyId), hex(keyId)));
  }

  private static Optional<byte[]> decrypt(
      byte[] sealed, int from, String owner, SecretKey encryptionKey) {
    if (sealed.length < from + NONCE_BYTES) {
      return Optional.empty();
    }
    ByteBuffer rest = ByteBuffer.wrap(sealed, from, sealed.length - from);
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, encryptionKey, rest, owner);
      return Optional.of(cipher.doFinal(sealed, rest.position(), rest.remaining()));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private SecretKey deriveKey(String owner) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.expandOnly(key, owner.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HKDF", e);
    }
  }

  /** Creates a cipher that takes its nonce from the buffer. */
  private static Cipher cipher(int mode, SecretKey encryptionKey, ByteBuffer nonce, String owner)
      throws GeneralSecurityException {
    byte[] iv = new byte[NONCE_BYTES];
    nonce.get(iv);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}
