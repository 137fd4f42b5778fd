package org.conversationsessions.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.store.client.SecretCipher;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was sealed with another key than the functions have: after a rotation of the secret. */
class OtherKeyIT {
  private static final String BOTH_IDS =
      "sealed with key [0-9a-f]{8}, and SECRETS_KEY here is key [0-9a-f]{8}";

  @Test
  void anAppOfAnotherKeyIsAnswered500AndTheLogNamesBothKeys() {
    TestBot bot = TestBot.create();
    try (DynamoDbClient dynamo = Tables.of(RunningService.get()).dynamo()) {
      RegistryAdmin rotated =
          new RegistryAdmin(
              dynamo,
              org.conversationsessions.store.client.Tables.ofRegistry("RegistryTable"),
              new SecretCipher("the value after a rotation of the secret"),
              jwk -> Optional.empty());
      TestApp app = TestApp.builder(rotated, bot.account(), Set.of(bot.id()), Set.of(Scope.READ));

      Answer answer = bot.client().call("POST", bot.path("getSessions"), app.token(), "");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).doesNotContain("key", "SECRETS_KEY");
      assertThat(log("GetSessionsFunction")).content().containsPattern(BOTH_IDS);
    }
  }

  @Test
  void aStateOfAnotherKeyIsAnswered500AndTheLogNamesBothKeys() {
    TestBot bot = TestBot.create();
    String state = bot.path("sessionState?userId=u-1&channel=rtm");
    String token = bot.builder().token();
    assertThat(
            bot.client()
                .call("PUT", state, token, "{\"variables\":{\"a\":{\"value\":1}}}")
                .status())
        .isEqualTo(200);
    try (DynamoDbClient dynamo = Tables.of(RunningService.get()).dynamo()) {
      Map<String, AttributeValue> item =
          dynamo.scanPaginator(scan -> scan.tableName(Tables.STATES)).items().stream()
              .filter(each -> requireNonNull(each.get("owner")).s().contains(bot.id().value()))
              .findFirst()
              .orElseThrow();
      byte[] sealed = requireNonNull(item.get("state")).b().asByteArray();
      // Behind the marker is the id of the key.
      sealed[4] ^= 1;
      Map<String, AttributeValue> others = new HashMap<>(item);
      others.put("state", AttributeValue.fromB(SdkBytes.fromByteArray(sealed)));
      dynamo.putItem(put -> put.tableName(Tables.STATES).item(others));
    }

    Answer answer = bot.client().call("GET", state, token, "");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(log("SessionStateFunction")).content().containsPattern(BOTH_IDS);
  }

  private static Path log(String function) {
    return RunningService.home().resolve("logs").resolve(function + ".log");
  }
}
