package org.conversationsessions.cli;

import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.conversationsessions.domain.registry.BotId;

/** Generates identifiers and secrets that cannot be guessed. */
public final class IdentifierGenerator {
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 48;

  private final RandomGenerator random;

  /** Creates a generator that draws from this source, which must be unpredictable. */
  public IdentifierGenerator(RandomGenerator random) {
    this.random = random;
  }

  /** Returns a bot's identifier: {@code st-} and 128 random bits in the form of a UUID. */
  public BotId bot() {
    return new BotId("st-" + id());
  }

  /** Returns an app's identifier: {@code cs-} and 128 random bits in the form of a UUID. */
  public String app() {
    return "cs-" + id();
  }

  /** Returns 384 random bits as 64 characters that need no quoting in a shell or a URL. */
  public String secret() {
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
