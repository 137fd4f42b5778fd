package org.conversationsessions.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.application.erasure.Erasures;
import org.conversationsessions.application.erasure.ErasuresPortTests;
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.store.session.SessionItem;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stored requests to erase data (contract, section 15). */
@OnEveryEngine
class DynamoErasuresIT extends ErasuresPortTests {
  private final TestDynamo.Database database;

  DynamoErasuresIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected Erasures erasures() {
    return at(NOW);
  }

  private Erasures at(Instant now) {
    return new DynamoErasures(
        database.dynamo(),
        database.tables(),
        Clock.fixed(now, ZoneOffset.UTC),
        RegistryFixture.CIPHER);
  }

  @Override
  protected MarkNotes notes() {
    return new DynamoMarkNotes(database.dynamo(), database.tables(), () -> NOW);
  }

  @Override
  protected List<ErasureMark> marks(BotId of, String user) {
    List<ErasureMark> marks = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        database
            .dynamo()
            .query(
                query ->
                    query
                        .tableName(database.tables().sessions())
                        .keyConditionExpression("#owner = :owner")
                        .expressionAttributeNames(Map.of("#owner", "owner"))
                        .expressionAttributeValues(
                            Map.of(":owner", Attributes.s(SessionItem.owner(of, user)))))
            .items()) {
      assertThat(ErasureMarkItem.isMark(item)).isTrue();
      assertThat(item).containsKey("expiresAt").doesNotContainKeys("botDay", "botKindDay");
      marks.add(ErasureMarkItem.read(item));
    }
    return marks;
  }

  @Test
  void noItemHoldsTheIdentifierOfAnEndUserInPlainText() {
    String user = "secret-" + UUID.randomUUID();
    UserErasure request =
        new UserErasure(
            ErasureId.ofUsers(UUID.randomUUID()),
            "acme",
            NOW,
            false,
            List.of(new BotId("st-1")),
            List.of(new DataSubject(user, Optional.empty())));
    erasures().create(request, ErasureProgress.first(Set.of(0), NOW));
    notes().note(request.mark(0), StreamReader.COUNTER);

    database
        .dynamo()
        .scanPaginator(scan -> scan.tableName(database.tables().erasures()))
        .items()
        .forEach(
            item -> {
              assertThat(item.toString()).doesNotContain(user);
              assertThat(item).containsKey("expiresAt");
              item.values().stream()
                  .filter(value -> value.b() != null)
                  .forEach(
                      value ->
                          assertThat(value.b().asString(StandardCharsets.ISO_8859_1))
                              .doesNotContain(user));
            });
  }

  @Test
  void theLargestRequestIsOneItem() {
    UserErasure request =
        new UserErasure(
            ErasureId.ofUsers(UUID.randomUUID()),
            "acme",
            NOW,
            true,
            IntStream.range(0, UserErasure.MAX_BOTS)
                .mapToObj(i -> new BotId("st-" + "b".repeat(60) + (1000 + i)))
                .toList(),
            IntStream.range(0, 100)
                .mapToObj(
                    i -> new DataSubject("😀".repeat(254) + (10 + i), Optional.of("😀".repeat(64))))
                .toList());

    erasures().create(request, ErasureProgress.first(Set.of(0), NOW));

    assertThat(erasures().find(request.id()).orElseThrow().request()).isEqualTo(request);
  }

  @Test
  void aRequestIsForgottenAfterThirtyDays() {
    UserErasure request =
        new UserErasure(
            ErasureId.ofUsers(UUID.randomUUID()),
            "acme",
            NOW,
            false,
            List.of(new BotId("st-1")),
            List.of(new DataSubject("ada", Optional.empty())));
    erasures().create(request, ErasureProgress.first(Set.of(0), NOW));

    assertThat(at(NOW.plus(Duration.ofDays(30)).minusSeconds(1)).find(request.id())).isPresent();
    assertThat(at(NOW.plus(Duration.ofDays(30))).find(request.id())).isEmpty();
  }
}
