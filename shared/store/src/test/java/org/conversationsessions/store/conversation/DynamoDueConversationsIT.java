package org.conversationsessions.store.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.DueConversations.Filing;
import org.conversationsessions.application.conversation.DueConversations.UnreadableEntry;
import org.conversationsessions.application.conversation.DueConversationsPortTests;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnEveryEngine
class DynamoDueConversationsIT extends DueConversationsPortTests {
  private static final int SHARDS = 3;

  private final TestDynamo.Database database;

  DynamoDueConversationsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected DueConversations due() {
    return new DynamoDueConversations(database.dynamo(), database.tables(), SHARDS);
  }

  @Test
  void anEntryThatCannotBeReadIsFoundWithItsEndUserAndRemoved() {
    BotId bot = new BotId("st-" + UUID.randomUUID());
    put(bot, "1764500000000#a", Map.of("owner", Attributes.s(bot + "#ada#1")));
    put(bot, "1764500000000#b", Map.of("owner", Attributes.n(5)));
    put(bot, "1764500000000#c", Map.of());

    List<UnreadableEntry> found = due().readAll(bot, 1, Optional.empty(), 10).unreadable();

    assertThat(found)
        .extracting(UnreadableEntry::token, UnreadableEntry::userId)
        .containsExactly(
            tuple("1764500000000#a", Optional.of("ada#1")),
            tuple("1764500000000#b", Optional.empty()),
            tuple("1764500000000#c", Optional.empty()));
    assertThat(due().remove(found.getFirst())).isTrue();
    assertThat(due().remove(found.getFirst())).isFalse();
    assertThat(due().readAll(bot, 1, Optional.empty(), 10).unreadable()).hasSize(2);
  }

  @Test
  void aFilingThatCannotBeReadIsUnknownAndIsReplaced() {
    BotId bot = new BotId("st-" + UUID.randomUUID());
    put(bot, "#filing", Map.of("settingsVersion", Attributes.s("x")));
    assertThat(filing(bot)).contains(Filing.UNKNOWN);
    assertThat(due().readAll(bot, 1, Optional.empty(), 10).unreadable()).isEmpty();

    due().put(bot, 1, new Filing(3, Optional.empty()));
    assertThat(filing(bot)).contains(new Filing(3, Optional.empty()));
  }

  private Optional<Filing> filing(BotId bot) {
    return due()
        .readInactiveSince(bot, 1, new AwaitedSilence.OfBot(), Instant.EPOCH, Optional.empty(), 10)
        .filing();
  }

  private void put(BotId bot, String entry, Map<String, AttributeValue> others) {
    Map<String, AttributeValue> item = new HashMap<>(others);
    item.put("shard", Attributes.s(bot + "#1"));
    item.put("entry", Attributes.s(entry));
    database.dynamo().putItem(put -> put.tableName(database.tables().due()).item(item));
  }
}
