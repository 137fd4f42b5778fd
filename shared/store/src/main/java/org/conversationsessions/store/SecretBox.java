package org.conversationsessions.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.UnreadableItemException;

/**
 * Encrypts what only the functions may read before it is stored: apps' secrets and conversations'
 * states. AES-256-GCM with a random nonce, bound to what it belongs to, so that one app's secret
 * cannot be put in another's place. The key is the SHA-256 of the deployment's key material.
 */
public final class SecretBox {
  private static final String SECRET = "the stored secret of an app";
  private static final String STATE = "the stored state of a conversation";
  private static final int KEY_BYTES = 32;
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
    byte[] sealed = seal(secret.getBytes(StandardCharsets.UTF_8), appId, key, SECRET);
    return Base64.getEncoder().encodeToString(sealed);
  }

  /**
   * The secret.
   *
   * @throws StoreException if it was sealed with another key, for another app, or changed
   */
  String open(String sealed, String appId) {
    try {
      byte[] secret = open(Base64.getDecoder().decode(sealed), appId, key, SECRET);
      return new String(secret, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnreadableItemException(SECRET + " cannot be read", e);
    }
  }

  /**
   * A state, encrypted with a key of its conversation's own: with random nonces one key is good for
   * some 2<sup>32</sup> texts, which all conversations together would use up.
   *
   * @param conversation names the conversation, and no app
   */
  byte[] seal(byte[] state, String conversation) {
    return seal(state, conversation, keyOf(conversation), STATE);
  }

  /**
   * The state.
   *
   * @throws StoreException if it was sealed with another key, for another conversation, or changed
   */
  byte[] open(byte[] sealed, String conversation) {
    return open(sealed, conversation, keyOf(conversation), STATE);
  }

  private byte[] seal(byte[] text, String owner, SecretKey with, String what) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, with, nonce, owner, text, what);
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
    return all;
  }

  private static byte[] open(byte[] all, String owner, SecretKey with, String what) {
    if (all.length < NONCE_BYTES) {
      throw new UnreadableItemException(what + " cannot be read");
    }
    return crypt(
        Cipher.DECRYPT_MODE,
        with,
        Arrays.copyOf(all, NONCE_BYTES),
        owner,
        Arrays.copyOfRange(all, NONCE_BYTES, all.length),
        what);
  }

  private SecretKey keyOf(String conversation) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.expandOnly(
                  key, conversation.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HKDF", e);
    }
  }

  private static byte[] crypt(
      int mode, SecretKey with, byte[] nonce, String owner, byte[] text, String what) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, with, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new UnreadableItemException(
          what + " cannot be read: is SECRETS_KEY the one it was stored with?", e);
    }
  }
}
