package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import org.conversationsessions.cli.token.SigningApp;
import org.conversationsessions.cli.token.TokenSigner;
import org.junit.jupiter.api.Test;

class RenewedTokenTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void isRenewedLongBeforeItExpires() throws Exception {
    RenewedToken token =
        new RenewedToken(
            new TokenSigner(new SigningApp("cs-1", "s".repeat(32)), () -> now), () -> now);
    String first = token.get();
    now = now.plus(Duration.ofMinutes(29));
    assertThat(token.get()).isEqualTo(first);

    now = now.plus(Duration.ofMinutes(1));
    String second = token.get();

    assertThat(second).isNotEqualTo(first);
    assertThat(SignedJWT.parse(first).getJWTClaimsSet().getExpirationTime().toInstant())
        .isAfter(now);
    assertThat(SignedJWT.parse(second).getJWTClaimsSet().getExpirationTime().toInstant())
        .isEqualTo(now.plus(Duration.ofHours(1)));
  }
}
