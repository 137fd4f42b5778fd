package org.conversationsessions.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.List;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.Test;

/** Secrets and public keys of apps. */
class AppKeyCommandsIT extends AdminCommandTests {
  @Test
  void rotatesASecretAndKeepsTwoValid() throws Exception {
    ok("add-account", "acme");
    SigningKey first =
        secretOf(ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-r", "--json"));

    SigningKey second = secretOf(ok("rotate-secret", "cs-r", "--json"));
    assertThat(keys("cs-r")).containsExactly(second, first).doesNotHaveDuplicates();

    SigningKey third = secretOf(ok("rotate-secret", "cs-r", "--json"));
    assertThat(keys("cs-r")).containsExactly(third, second);

    assertThat(ok("drop-old-secret", "cs-r")).isEqualTo("cs-r");
    assertThat(keys("cs-r")).containsExactly(third);
    assertThat(failed("drop-old-secret", "cs-r")).contains("rotate-secret");
    assertThat(registry.app("cs-r").orElseThrow().scopes()).isEqualTo(Scope.allOf(AppKind.ADMIN));
  }

  @Test
  void registersAPublicKeyInsteadOfASecret() throws Exception {
    ok("add-account", "acme");
    String key = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
    String next = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONString();
    String file = harness.write("key.json", key).toString();
    String nextFile = harness.write("next.json", next).toString();

    assertThat(
            ok(
                "add-app",
                "--account",
                "acme",
                "--kind",
                "admin",
                "--app",
                "cs-k",
                "--public-key",
                file))
        .isEqualTo("appId    cs-k");
    assertThat(keys("cs-k")).containsExactly(new SigningKey.PublicKey(key));
    assertThat(ok("apps")).contains("public-key");

    assertThat(failed("rotate-secret", "cs-k")).contains("--public-key");
    ok("rotate-secret", "cs-k", "--public-key", nextFile);
    assertThat(keys("cs-k"))
        .containsExactly(new SigningKey.PublicKey(next), new SigningKey.PublicKey(key));

    ok("add-app", "--account", "acme", "--kind", "admin", "--app", "cs-s");
    assertThat(failed("rotate-secret", "cs-s", "--public-key", file)).contains("leave out");
    assertThat(keys("cs-s")).hasSize(1);
  }

  @Test
  void takesAnExistingSecretAndNeverPrintsIt() {
    ok("add-account", "acme");
    String koreSecret = "kore-secret+of/44=characters".repeat(2);
    String next = "another-secret-of-more-than-32-bytes";

    harness.input(koreSecret + "\n");
    ok(
        "add-app",
        "--account",
        "acme",
        "--kind",
        "admin",
        "--app",
        "cs-k",
        "--scope",
        "bot_sessions:read",
        "--secret-stdin");

    assertThat(harness.out()).isEqualTo("appId    cs-k");
    assertThat(harness.err()).isEmpty();
    assertThat(keys("cs-k")).containsExactly(new SigningKey.Secret(koreSecret));
    harness.input(next);
    assertThat(ok("rotate-secret", "cs-k", "--secret-stdin")).isEqualTo("appId    cs-k");
    assertThat(keys("cs-k"))
        .containsExactly(new SigningKey.Secret(next), new SigningKey.Secret(koreSecret));
    for (String unfit : List.of("", "x".repeat(31), "x".repeat(513))) {
      harness.input(unfit);
      assertThat(
              failed(
                  "add-app",
                  "--account",
                  "acme",
                  "--kind",
                  "admin",
                  "--app",
                  "cs-l",
                  "--secret-stdin"))
          .contains(unfit.length() + " bytes: HS256 needs 32 to 512")
          .doesNotContain("xx");
    }
    assertThat(ok("apps").lines()).hasSize(2);
  }
}
