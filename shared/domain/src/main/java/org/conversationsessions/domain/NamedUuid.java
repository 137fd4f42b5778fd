package org.conversationsessions.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5, made from names (RFC 9562, section 5.5): the same for every call. */
public final class NamedUuid {
  private static final UUID ACCOUNTS = UUID.fromString("0d5b9a5e-52a4-4c35-9a3f-8d8f2f1c6b70");
  private static final UUID OPERATORS = UUID.fromString("7c3e6c1a-8a5d-4b58-9d0c-52b1f6f0a2e4");
  private static final UUID PUBLICATIONS = UUID.fromString("b1f2d7c4-3e0a-4f6b-8c5d-9a7e61d40f38");

  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private NamedUuid() {}

  /** Returns the UUID of an account. */
  public static UUID ofAccount(String name) {
    return of(ACCOUNTS, name);
  }

  /** Returns the UUID of an account operator. An account's name has no {@code #}. */
  public static UUID ofOperator(String account, String username) {
    return of(OPERATORS, account + "#" + username);
  }

  /** Returns the UUID of a publication of a bot's settings. A bot's identifier has no {@code #}. */
  public static UUID ofPublication(String bot, long version) {
    return of(PUBLICATIONS, bot + "#" + version);
  }

  private static UUID of(UUID namespace, String name) {
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .flip();
    MessageDigest sha1 = sha1();
    sha1.update(bytes);
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    return new UUID(
        (hash.getLong() & ~0xf000L) | VERSION_5,
        (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | VARIANT);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
