package org.conversationsessions.cli.admin.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicKeyFileTest {
  @TempDir Path folder;

  @Test
  void takesKeysForTheTwoAlgorithms() throws Exception {
    JWK ec = new ECKeyGenerator(Curve.P_256).keyID("mine").generate().toPublicJWK();
    JWK rsa = new RSAKeyGenerator(2048).generate().toPublicJWK();

    assertThat(read(ec.toJSONString())).isEqualTo(new SigningKey.PublicKey(ec.toJSONString()));
    assertThat(read(rsa.toJSONString())).isEqualTo(new SigningKey.PublicKey(rsa.toJSONString()));
  }

  @Test
  void refusesAPrivateKeyAndDoesNotRepeatIt() throws Exception {
    String key = new ECKeyGenerator(Curve.P_256).generate().toJSONString();

    assertThatThrownBy(() -> read(key))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("public part")
        .hasMessageNotContaining("\"d\"");
  }

  @Test
  void refusesKeysThatFitNoAlgorithm() throws Exception {
    String otherCurve = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK().toJSONString();
    String weak = new RSAKeyGenerator(1024, true).generate().toPublicJWK().toJSONString();
    String symmetric = new OctetSequenceKeyGenerator(256).generate().toJSONString();

    assertThatThrownBy(() -> read(otherCurve)).hasMessageContaining("P-256");
    assertThatThrownBy(() -> read(weak)).hasMessageContaining("2048");
    assertThatThrownBy(() -> read(symmetric)).isInstanceOf(CliException.class);
  }

  @Test
  void refusesKeysForAnotherPurpose() throws Exception {
    String key = new RSAKeyGenerator(2048).generate().toPublicJWK().toJSONString();

    assertThatThrownBy(() -> read(key.replaceFirst("\\{", "{\"alg\":\"RS512\",")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("its alg is RS512: tokens of an RSA key are RS256");
    assertThatThrownBy(() -> read(key.replaceFirst("\\{", "{\"use\":\"enc\",")))
        .hasMessageContaining("its use is enc, not sig");
    assertThatThrownBy(() -> read(key.replaceFirst("\"e\":\"[^\"]*\"", "\"e\":\"AQ\"")))
        .hasMessageContaining("its exponent is 1");
  }

  @Test
  void saysWhatIsWrongWithTheFile() {
    assertThatThrownBy(() -> read("-----BEGIN PUBLIC KEY-----"))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("not a JSON Web Key");
    assertThatThrownBy(() -> PublicKeyFile.read(folder.resolve("none")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot be read");
  }

  private SigningKey read(String text) throws Exception {
    return PublicKeyFile.read(Files.writeString(folder.resolve("key.json"), text));
  }
}
