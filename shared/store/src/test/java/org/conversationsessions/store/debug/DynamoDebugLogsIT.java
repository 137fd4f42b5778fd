package org.conversationsessions.store.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.application.debug.DebugLogsPortTests;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@OnEveryEngine
class DynamoDebugLogsIT extends DebugLogsPortTests {
  private static final Instant TEN = Instant.parse("2026-11-19T10:00:00Z");
  private static final Expiry EXPIRY =
      new Expiry(Duration.ofDays(90), Clock.fixed(TEN.plus(Duration.ofHours(2)), ZoneOffset.UTC));
  private static final TimeWindow WINDOW = new TimeWindow(TEN, TEN.plusSeconds(60));
  private static final DebugEntrySeal SEAL =
      new DebugEntrySeal(Optional.of(new SecretCipher("key material of at least 32 characters")));

  private final TestDynamo.Database database;

  DynamoDebugLogsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected DebugLogs logs() {
    return logs(SEAL);
  }

  @Override
  protected Conversations conversations() {
    return new DynamoConversations(database.dynamo(), database.tables(), EXPIRY, SEAL);
  }

  @Test
  void anEntryIsSealedAndExpires() {
    DebugEntry entry = entry("1", List.of(line("a text", TEN)));
    Map<String, AttributeValue> item = DebugEntryItem.of(entry, SEAL);

    assertThat(item).containsOnlyKeys("owner", "entry", "channel", "n", "body", "expiresAt");
    assertThat(item)
        .containsEntry("entry", Attributes.s("001795082400000#-#1#rtm"))
        .containsEntry("n", Attributes.n(1))
        .containsEntry("expiresAt", Attributes.n(entry.expiresAt().getEpochSecond()));
    byte[] body = Objects.requireNonNull(item.get("body")).b().asByteArray();
    assertThat(new String(body, StandardCharsets.ISO_8859_1)).doesNotContain("text");
  }

  @Test
  void theLinesOfAFunctionWithoutTheKeyCanBeRead() {
    logs(DebugEntrySeal.NONE).put(entry("1", List.of(line("swept", TEN))));

    assertThat(find(WINDOW)).extracting(DebugLine::title).containsExactly("swept");
  }

  @Test
  void whatHasExpiredOrIsDamagedIsNotFound() {
    DebugEntry entry = entry("1", List.of(line("good", TEN)));
    logs().put(entry);
    Map<String, AttributeValue> expired =
        new HashMap<>(DebugEntryItem.of(entry("2", List.of(line("old", TEN))), SEAL));
    expired.put("expiresAt", Attributes.n(EXPIRY.clock().instant().getEpochSecond()));
    Map<String, AttributeValue> damaged =
        new HashMap<>(DebugEntryItem.of(entry("3", List.of(line("bad", TEN))), SEAL));
    damaged.put("body", AttributeValue.fromBool(true));
    for (Map<String, AttributeValue> item : List.of(expired, damaged)) {
      database.dynamo().putItem(put -> put.tableName(database.tables().debugLogs()).item(item));
    }

    assertThat(find(WINDOW)).extracting(DebugLine::title).containsExactly("good");
  }

  private DebugLogs logs(DebugEntrySeal seal) {
    return new DynamoDebugLogs(database.dynamo(), database.tables(), EXPIRY, seal);
  }
}
