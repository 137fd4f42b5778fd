package org.conversationsessions.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.erasure.UserDataStores;
import org.conversationsessions.application.erasure.UserDataStoresPortTests;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.message.DynamoMessageParts;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.store.state.DynamoSessionStates;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnEveryEngine
class DynamoUserDataStoresIT extends UserDataStoresPortTests {
  private final TestDynamo.Database database;
  private final Expiry expiry = new Expiry(Duration.ofDays(90), Clock.systemUTC());

  DynamoUserDataStoresIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected UserDataStores stores() {
    return new DynamoUserDataStores(database.dynamo(), database.tables());
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), expiry);
  }

  @Override
  protected SessionStates states() {
    return new DynamoSessionStates(
        database.dynamo(), database.tables(), expiry, RegistryFixture.CIPHER);
  }

  @Override
  protected MessageParts parts() {
    return new DynamoMessageParts(database.dynamo(), database.tables(), BackoffPolicy.jittered());
  }

  @Test
  void aDamagedItemIsErasedToo() {
    AttributeValue wrong = AttributeValue.fromBool(true);
    Map<DataStore, Map<String, AttributeValue>> damaged =
        Map.of(
            DataStore.CONVERSATIONS,
            Map.of("channel", Attributes.s("rtm"), "v", wrong, "id", wrong),
            DataStore.SESSION_STATES,
            Map.of("channel", Attributes.s("rtm"), "v", wrong),
            DataStore.MESSAGES,
            Map.of("p", AttributeValue.fromB(SdkBytes.fromUtf8String("short")), "c", wrong),
            DataStore.DEBUG_LOGS,
            Map.of("entry", Attributes.s("x"), "channel", wrong, "session", wrong),
            DataStore.SESSIONS,
            Map.of(
                "sessionId", Attributes.s("69a40e80000000000000000a"),
                "channel", wrong,
                "sessionStatus", wrong));
    ErasureTarget target =
        new ErasureTarget(new BotId("st-damaged"), new DataSubject("ada", Optional.of("rtm")));
    damaged.forEach(
        (store, attributes) -> {
          Map<String, AttributeValue> item = new HashMap<>(attributes);
          UserDataTable of = UserDataTable.of(store, database.tables());
          item.putAll(of.owner(target.bot(), "ada"));
          String table = of.name();
          database.dynamo().putItem(put -> put.tableName(table).item(item));

          UserDataStores.Page page = stores().find(store, target, Optional.empty());
          assertThat(page.items()).as("%s", store).hasSize(1);
          assertThat(stores().delete(page.items().getFirst())).isTrue();
        });
  }
}
