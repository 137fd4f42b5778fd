package org.conversationsessions.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.CommandRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and links for trying calls (contract, section 12). */
class TokenCommandTest {
  @TempDir Path root;
  private final List<URI> opened = new ArrayList<>();
  private boolean hasBrowser = true;
  private CommandHarness harness;

  @BeforeEach
  void credentials() {
    harness =
        new CommandHarness(root).withCredentials("http://127.0.0.1:8080", "http://127.0.0.1:8000");
  }

  @Test
  void printsOnlyATokenOfTheFirstBuilderAppValidForAnHour() throws Exception {
    assertThat(run()).isZero();

    assertThat(harness.err()).isEmpty();
    assertThat(harness.out()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    JWTClaimsSet claims = verified(harness.out(), CommandHarness.secret("b"));
    assertThat(claims.getClaims()).containsOnlyKeys("appId", "iat", "exp");
    assertThat(claims.getClaim("appId")).isEqualTo("cs-builder");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(CommandHarness.NOW));
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(CommandHarness.NOW.plus(Duration.ofHours(1))));
  }

  @Test
  void opensTheConsoleOfTheLocalServiceWithAShortTokenInTheFragment() throws Exception {
    assertThat(run("--open")).isZero();

    assertThat(harness.out()).startsWith("http://127.0.0.1:8080/console/#token=");
    JWTClaimsSet claims =
        verified(harness.out().replaceAll(".*#token=", ""), CommandHarness.secret("b"));
    assertThat(claims.getClaim("appId")).isEqualTo("cs-builder");
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(CommandHarness.NOW.plus(Duration.ofMinutes(15))));
    assertThat(opened).containsExactly(URI.create(harness.out()));
    assertThat(harness.err()).isEqualTo("opened in the browser");
  }

  @Test
  void printsTheLinkWhereThereIsNoBrowser() {
    hasBrowser = false;

    assertThat(run("--open", "--admin", "--expires", "60", "--url", "https://api.example/"))
        .isZero();

    assertThat(harness.out()).startsWith("https://api.example/console/#token=");
    assertThat(harness.err()).isEmpty();
  }

  @Test
  void aLinkIsNotValidForLong() {
    for (String[] line :
        new String[][] {{"--open", "--expires", "16m"}, {"--open", "--no-expiry"}}) {
      assertThat(run(line)).isNotZero();
      assertThat(harness.err()).contains("at most 15m");
    }
    assertThat(run("--url", "https://api.example")).isNotZero();
    assertThat(harness.err()).contains("--url is for --open");
    assertThat(harness.out()).isEmpty();
    assertThat(opened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example",
        "http://localhost@api.example",
        "http://127.0.0.1.api.example",
        "ftp://localhost",
        "https:/console",
        "api.example"
      })
  void aTokenIsNotSentWhereOthersCanReadIt(String url) {
    assertThat(run("--open", "--url", url)).isEqualTo(1);

    assertThat(harness.err()).contains("https://").doesNotContain("\n");
    assertThat(harness.out()).isEmpty();
    assertThat(opened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example",
        "http://localhost:8080",
        "http://127.0.0.1",
        "http://[::1]"
      })
  void aLinkLeadsToThisMachineOrOverHttps(String url) {
    assertThat(run("--open", "--url", url)).isZero();

    assertThat(harness.out()).startsWith(url + "/console/#token=");
  }

  @Test
  void signsForTheAppThatIsNamed() throws Exception {
    assertThat(run("--app", "cs-idle", "--expires", "15m")).isZero();

    JWTClaimsSet claims = verified(harness.out(), CommandHarness.secret("i"));
    assertThat(claims.getClaim("appId")).isEqualTo("cs-idle");
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(CommandHarness.NOW.plusSeconds(900)));
  }

  @Test
  void signsForTheFirstAdminApp() throws Exception {
    assertThat(run("--admin")).isZero();

    assertThat(verified(harness.out(), CommandHarness.secret("a")).getClaim("appId"))
        .isEqualTo("cs-admin");
  }

  @Test
  void signsForAUserAndWithoutExpiryIfAsked() throws Exception {
    assertThat(run("--user", "mary@example.com", "--no-expiry")).isZero();

    JWTClaimsSet claims = verified(harness.out(), CommandHarness.secret("b"));
    assertThat(claims.getSubject()).isEqualTo("mary@example.com");
    assertThat(claims.getClaim("userIdentity")).isEqualTo("mary@example.com");
    assertThat(claims.getExpirationTime()).isNull();
  }

  @Test
  void takesTheSecretOfAnAppThatIsNotInTheCredentials() throws Exception {
    assertThat(run("--app", "cs-new", "--secret", CommandHarness.secret("n"))).isZero();
    assertThat(verified(harness.out(), CommandHarness.secret("n")).getClaim("appId"))
        .isEqualTo("cs-new");

    harness.input(CommandHarness.secret("p") + "\r\nrest");
    assertThat(run("--app", "cs-new", "--secret-stdin")).isZero();
    assertThat(verified(harness.out(), CommandHarness.secret("p")).getClaim("appId"))
        .isEqualTo("cs-new");
  }

  @Test
  void listsTheAppsWithoutTheirSecrets() {
    assertThat(run("--list")).isZero();

    assertThat(harness.out().lines())
        .hasSize(4)
        .anySatisfy(
            l ->
                assertThat(l).matches("cs-builder +builder +one +st-1, st-2 +bot_sessions:read,.*"))
        .anySatisfy(l -> assertThat(l).matches("cs-admin +admin +one +- +.*"))
        .noneSatisfy(l -> assertThat(l).contains(CommandHarness.secret("b")));
  }

  @Test
  void saysWhatToDoWhenItCannotSign() {
    assertThat(run("--app", "cs-nobody")).isEqualTo(1);
    assertThat(harness.err())
        .contains("--secret-stdin")
        .contains("bin/token --list")
        .doesNotContain("\n");
    assertThat(run("--app", "cs-x", "--secret", "short")).isEqualTo(1);
    assertThat(harness.err()).contains("shorter than 32").doesNotContain("short ");
    assertThat(run("--app", "cs-x", "--secret-stdin")).isEqualTo(1);
    assertThat(harness.err()).contains("shorter than 32");
    assertThat(run("--secret", CommandHarness.secret("x"))).isEqualTo(1);
    assertThat(harness.err()).contains("--app");
    assertThat(run("--app", "cs-x", "--secret", "x", "--secret-stdin")).isEqualTo(1);
    assertThat(harness.err()).contains("not both");
    assertThat(run("--app", "cs-admin", "--admin")).isEqualTo(1);
    assertThat(harness.err()).contains("not both");
    assertThat(harness.out()).isEmpty();
  }

  @Test
  void saysWhatToDoWhenTheServiceWasNeverStarted(@TempDir Path empty) {
    CommandHarness other = new CommandHarness(empty);

    assertThat(other.run(s -> CommandRunner.commandLine(new TokenCommand(s, this::opened), s)))
        .isEqualTo(1);
    assertThat(other.err()).contains("start the service with bin/local");
  }

  @Test
  void answersWrongUsageWithStatusTwo() {
    assertThat(run("--expires", "soon")).isEqualTo(2);
    assertThat(harness.err()).contains("15m").contains("bin/token --help").doesNotContain("\n");
    assertThat(run("--help")).isZero();
    assertThat(harness.out()).contains("Examples:").contains("$(bin/token)");
  }

  private int run(String... args) {
    return harness.run(s -> CommandRunner.commandLine(new TokenCommand(s, this::opened), s), args);
  }

  private static JWTClaimsSet verified(String token, String secret) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.HS256);
    assertThat(jwt.verify(new MACVerifier(secret))).isTrue();
    return jwt.getJWTClaimsSet();
  }

  private boolean opened(URI link) {
    return hasBrowser && opened.add(link);
  }
}
