package org.conversationsessions.cli.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/** Signs an app's tokens with HS256 (contract, section 2). */
public final class TokenSigner {
  private final SigningApp app;
  private final InstantSource clock;

  /** Creates a signer for this app. */
  public TokenSigner(SigningApp app, InstantSource clock) {
    this.app = app;
    this.clock = clock;
  }

  /**
   * Signs a token. It has no {@code jti}, because the service refuses a {@code jti} together with
   * an expiry more than an hour away.
   *
   * @param lifetime how long it is valid, in whole seconds; empty: it never expires
   * @param user the end user that it acts for, as {@code sub} and {@code userIdentity}
   */
  public String token(Optional<Duration> lifetime, Optional<String> user) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder().claim("appId", app.appId()).issueTime(Date.from(now));
    lifetime.ifPresent(l -> claims.expirationTime(Date.from(now.plus(l))));
    user.ifPresent(u -> claims.subject(u).claim("userIdentity", u));
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    SignedJWT jwt = new SignedJWT(header, claims.build());
    try {
      jwt.sign(new MACSigner(app.secret()));
    } catch (JOSEException e) {
      throw new IllegalStateException("a secret of 32 bytes signs with HS256", e);
    }
    return jwt.serialize();
  }
}
