package org.conversationsessions.local.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import org.conversationsessions.local.cli.Desk;
import org.conversationsessions.local.cli.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
  @TempDir Path root;
  private Desk desk;

  @BeforeEach
  void credentials() {
    desk = new Desk(root).withCredentials("http://127.0.0.1:8080", "http://127.0.0.1:8000");
  }

  @Test
  void printsNothingButATokenOfTheFirstBuilderAppThatIsValidForAnHour() throws Exception {
    assertThat(run()).isZero();

    assertThat(desk.err()).isEmpty();
    assertThat(desk.out()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    JWTClaimsSet claims = verified(desk.out(), Desk.secret("b"));
    assertThat(claims.getClaims()).containsOnlyKeys("appId", "iat", "exp");
    assertThat(claims.getClaim("appId")).isEqualTo("cs-builder");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(Desk.NOW));
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(Desk.NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void signsForTheAppThatIsNamed() throws Exception {
    assertThat(run("--app", "cs-idle", "--expires", "15m")).isZero();

    JWTClaimsSet claims = verified(desk.out(), Desk.secret("i"));
    assertThat(claims.getClaim("appId")).isEqualTo("cs-idle");
    assertThat(claims.getExpirationTime()).isEqualTo(Date.from(Desk.NOW.plusSeconds(900)));
  }

  @Test
  void signsForTheFirstAdminApp() throws Exception {
    assertThat(run("--admin")).isZero();

    assertThat(verified(desk.out(), Desk.secret("a")).getClaim("appId")).isEqualTo("cs-admin");
  }

  @Test
  void speaksForAUserAndForEverIfAsked() throws Exception {
    assertThat(run("--user", "mary@example.com", "--no-expiry")).isZero();

    JWTClaimsSet claims = verified(desk.out(), Desk.secret("b"));
    assertThat(claims.getSubject()).isEqualTo("mary@example.com");
    assertThat(claims.getClaim("userIdentity")).isEqualTo("mary@example.com");
    assertThat(claims.getExpirationTime()).isNull();
  }

  @Test
  void takesTheSecretOfAnAppThatTheCredentialsDoNotKnow() throws Exception {
    assertThat(run("--app", "cs-new", "--secret", Desk.secret("n"))).isZero();
    assertThat(verified(desk.out(), Desk.secret("n")).getClaim("appId")).isEqualTo("cs-new");

    desk.input(Desk.secret("p") + "\r\nrest");
    assertThat(run("--app", "cs-new", "--secret-stdin")).isZero();
    assertThat(verified(desk.out(), Desk.secret("p")).getClaim("appId")).isEqualTo("cs-new");
  }

  @Test
  void listsTheAppsWithoutTheirSecrets() {
    assertThat(run("--list")).isZero();

    assertThat(desk.out().lines())
        .hasSize(4)
        .anySatisfy(
            l ->
                assertThat(l).matches("cs-builder +builder +one +st-1, st-2 +bot_sessions:read,.*"))
        .anySatisfy(l -> assertThat(l).matches("cs-admin +admin +one +- +.*"))
        .noneSatisfy(l -> assertThat(l).contains(Desk.secret("b")));
  }

  @Test
  void saysWhatToDoWhenItCannotSign() {
    assertThat(run("--app", "cs-nobody")).isEqualTo(1);
    assertThat(desk.err())
        .contains("--secret-stdin")
        .contains("bin/token --list")
        .doesNotContain("\n");
    assertThat(run("--app", "cs-x", "--secret", "short")).isEqualTo(1);
    assertThat(desk.err()).contains("shorter than 32").doesNotContain("short ");
    assertThat(run("--app", "cs-x", "--secret-stdin")).isEqualTo(1);
    assertThat(desk.err()).contains("shorter than 32");
    assertThat(run("--secret", Desk.secret("x"))).isEqualTo(1);
    assertThat(desk.err()).contains("--app");
    assertThat(run("--app", "cs-x", "--secret", "x", "--secret-stdin")).isEqualTo(1);
    assertThat(desk.err()).contains("not both");
    assertThat(run("--app", "cs-admin", "--admin")).isEqualTo(1);
    assertThat(desk.err()).contains("not both");
    assertThat(desk.out()).isEmpty();
  }

  @Test
  void saysWhatToDoWhenTheServiceWasNeverStarted(@TempDir Path empty) {
    Desk other = new Desk(empty);

    assertThat(other.run(s -> Program.of(new TokenCommand(s), s))).isEqualTo(1);
    assertThat(other.err()).contains("start the service with bin/local");
  }

  @Test
  void tellsWrongUseFromFailure() {
    assertThat(run("--expires", "soon")).isEqualTo(2);
    assertThat(desk.err()).contains("15m").contains("bin/token --help").doesNotContain("\n");
    assertThat(run("--help")).isZero();
    assertThat(desk.out()).contains("Examples:").contains("$(bin/token)");
  }

  private int run(String... args) {
    return desk.run(s -> Program.of(new TokenCommand(s), s), args);
  }

  private static JWTClaimsSet verified(String token, String secret) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
    assertThat(jwt.verify(new MACVerifier(secret))).isTrue();
    return jwt.getJWTClaimsSet();
  }
}
