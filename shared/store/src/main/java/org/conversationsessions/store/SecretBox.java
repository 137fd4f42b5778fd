package org.conversationsessions.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.conversationsessions.domain.StoreException;

/**
 * Encrypts apps' secrets before they are stored: AES-256-GCM with a random nonce, bound to the app
 * they belong to, so that one app's secret cannot be put in another's place. The key is the SHA-256
 * of the deployment's key material.
 */
public final class SecretBox {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MIN_MATERIAL = 32;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes a box.
   *
   * @param material the deployment's key material, at least 32 characters
   */
  public SecretBox(String material) {
    if (material.length() < MIN_MATERIAL) {
      throw new IllegalStateException("SECRETS_KEY has fewer than 32 characters");
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(material.getBytes(StandardCharsets.UTF_8));
      key = new SecretKeySpec(digest, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** A box that opens nothing, for who has no business with secrets. */
  public static SecretBox shut() {
    byte[] nobodys = new byte[MIN_MATERIAL];
    new SecureRandom().nextBytes(nobodys);
    return new SecretBox(Base64.getEncoder().encodeToString(nobodys));
  }

  /** The secret, encrypted, as text. */
  String seal(String secret, String appId) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, nonce, appId, secret.getBytes(StandardCharsets.UTF_8));
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * The secret.
   *
   * @throws StoreException if it was sealed with another key, for another app, or changed
   */
  String open(String sealed, String appId) {
    byte[] all;
    try {
      all = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      throw new StoreException("the stored secret of an app cannot be read", e);
    }
    if (all.length < NONCE_BYTES) {
      throw new StoreException("the stored secret of an app cannot be read");
    }
    byte[] secret =
        crypt(
            Cipher.DECRYPT_MODE,
            Arrays.copyOf(all, NONCE_BYTES),
            appId,
            Arrays.copyOfRange(all, NONCE_BYTES, all.length));
    return new String(secret, StandardCharsets.UTF_8);
  }

  private byte[] crypt(int mode, byte[] nonce, String appId, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(appId.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new StoreException(
          "the stored secret of an app cannot be read: is SECRETS_KEY the one it was stored with?",
          e);
    }
  }
}
