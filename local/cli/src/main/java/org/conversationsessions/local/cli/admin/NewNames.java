package org.conversationsessions.local.cli.admin;

import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.conversationsessions.domain.registry.BotId;

/** Makes identifiers and secrets that nobody can guess. */
final class NewNames {
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 48;

  private final RandomGenerator random;

  NewNames(RandomGenerator random) {
    this.random = random;
  }

  BotId bot() {
    return new BotId("st-" + id());
  }

  String app() {
    return "cs-" + id();
  }

  /** 384 bits as 64 characters that need no quoting anywhere. */
  String secret() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
  }

  private String id() {
    String hex = HexFormat.of().formatHex(bytes(ID_BYTES));
    return hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
