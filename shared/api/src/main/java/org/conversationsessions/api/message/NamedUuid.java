package org.conversationsessions.api.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs of version 5, made from names (RFC 9562, section 5.5). */
final class NamedUuid {
  /** The namespace of the names of accounts. */
  private static final UUID ACCOUNTS = UUID.fromString("0d5b9a5e-52a4-4c35-9a3f-8d8f2f1c6b70");

  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private NamedUuid() {}

  /** Returns the UUID of an account, the same for every call. */
  static UUID ofAccount(String name) {
    ByteBuffer namespace =
        ByteBuffer.allocate(16)
            .putLong(ACCOUNTS.getMostSignificantBits())
            .putLong(ACCOUNTS.getLeastSignificantBits())
            .flip();
    MessageDigest sha1 = sha1();
    sha1.update(namespace);
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
