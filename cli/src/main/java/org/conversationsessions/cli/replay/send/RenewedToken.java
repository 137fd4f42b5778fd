package org.conversationsessions.cli.replay.send;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.cli.token.TokenSigner;

/** Supplies a token and renews it long before it expires: a replay may take days. Thread-safe. */
public final class RenewedToken implements Supplier<String> {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(30);

  private final TokenSigner signer;
  private final InstantSource clock;
  private String token = "";
  private Instant renewAt = Instant.MIN;

  /** Creates a supplier of tokens that live for an hour and are renewed after half an hour. */
  public RenewedToken(TokenSigner signer, InstantSource clock) {
    this.signer = signer;
    this.clock = clock;
  }

  @Override
  public synchronized String get() {
    Instant now = clock.instant();
    if (!now.isBefore(renewAt)) {
      token = signer.token(Optional.of(LIFETIME), Optional.empty());
      renewAt = now.plus(RENEWED_AFTER);
    }
    return token;
  }
}
