package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.store.Store;
import org.junit.jupiter.api.Test;

class StageTest {
  private static final Call CALL = Call.of("POST", "anything", "{}");

  @Test
  void theStoreOnItAnswersAsTheRealOneDoes() {
    try (Stage stage = TestStage.set()) {
      Store store = stage.store();
      ConversationKey talk = new ConversationKey(Scenery.BOT, Stage.USER, Stage.CHANNEL);

      assertThat(store.registry().bot(Scenery.BOT.value())).isPresent();
      assertThat(store.registry().botsOf("rehearsal")).hasSize(1);
      assertThat(store.settings().read(Scenery.BOT).map(ManagedSettings::version)).contains(1L);
      assertThat(store.conversations().readConsistently(talk).live()).isNotNull();
      assertThat(store.states().read(talk).state().variables()).containsOnlyKeys("seats");
    }
  }

  @Test
  void pagesOfTheHistoryFollowEachOther() {
    Instant now = Instant.now();
    HistoryFilter all =
        new HistoryFilter(
            new TimeWindow(now.minus(Duration.ofDays(7)), now),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    try (Stage stage = TestStage.set()) {
      List<HistoryPage> pages =
          List.of(0L, 200L).stream()
              .map(
                  skip ->
                      stage
                          .store()
                          .history()
                          .page(
                              new HistoryQuery(
                                  List.of(new Bot(Scenery.BOT, "account", BotSettings.DEFAULT)),
                                  all,
                                  skip,
                                  Optional.empty(),
                                  100)))
              .toList();

      assertThat(pages.getFirst().sessions()).hasSize(100).doesNotHaveDuplicates();
      assertThat(pages.getFirst().more()).isTrue();
      assertThat(pages.getLast().sessions())
          .hasSizeBetween(50, 51)
          .doesNotContainAnyElementsOf(pages.getFirst().sessions());
      assertThat(pages.getLast().more()).isFalse();
    }
  }

  @Test
  void whatACallChangesIsGoneBeforeTheNext() {
    try (Stage stage = TestStage.set()) {
      Store store = stage.store();
      TestFunction changing =
          new TestFunction(
              store,
              bot -> {
                ManagedSettings before = store.settings().read(bot).orElseThrow();
                store.settings().write(bot, before);
                return "[%d,%d]"
                    .formatted(
                        before.version(), store.settings().read(bot).orElseThrow().version());
              });

      for (int time = 0; time < 3; time++) {
        assertThat(stage.answer(changing, CALL).text("body")).contains("[1,2]");
        // The calls counted for the limit, the bot and its settings.
        assertThat(stage.written()).isEqualTo(3);
      }
    }
  }

  @Test
  void anAnswerOtherThan200IsAFailure() {
    try (Stage stage = TestStage.set()) {
      TestFunction failing =
          new TestFunction(
              stage.store(),
              bot -> {
                throw new IllegalStateException("made up");
              });

      assertThatThrownBy(() -> stage.answer(failing, CALL))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("POST anything")
          .hasMessageContaining("500");
    }
  }

  @Test
  void everyStageHasSecretsOfItsOwn() {
    try (Stage stage = TestStage.set();
        Stage other = TestStage.set()) {
      assertThat(stage.store().environment()).isNotEqualTo(other.store().environment());
      assertThat(stage.store().registry().app(Scenery.APP).orElseThrow().keys())
          .isNotEqualTo(other.store().registry().app(Scenery.APP).orElseThrow().keys());
    }
  }

  @Test
  void callsDifferInTheirTokensAndInWhetherTheyTakeCompressedAnswers() {
    try (Stage stage = TestStage.set()) {
      String page = "{\"text\":\"" + "page ".repeat(1000) + "\"}";
      TestFunction function = new TestFunction(stage.store(), bot -> page);
      Set<Boolean> compressed =
          IntStream.range(0, 20)
              .mapToObj(n -> stage.answer(function, CALL).members().get("isBase64Encoded"))
              .map(new JsonFlag(true)::equals)
              .collect(Collectors.toSet());

      assertThat(compressed).containsExactlyInAnyOrder(true, false);
      assertThat(Scenery.build(stage.store(), Scenery.random()).tokens())
          .hasSizeGreaterThan(10)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void nothingOfItIsLeft() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "skipped: sockets are seen on Linux");
    int port;
    try (Stage stage = TestStage.set()) {
      stage.answer(new TestFunction(stage.store(), bot -> "{}"), CALL);
      port = stage.port();
    }

    assertThat(open(port)).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("rehearsal");
    assertThat(System.getProperties().stringPropertyNames())
        .doesNotContain(
            "aws.containerCredentialsFullUri",
            "aws.containerAuthorizationToken",
            "com.amazonaws.xray.traceHeader");
  }

  /** What any process holds open to or at a port of this machine: not what waits for its end. */
  private static Set<String> open(int port) throws IOException {
    String hex = ":%04X".formatted(port);
    try (var lines = Files.lines(Path.of("/proc/self/net/tcp"))) {
      return lines
          .filter(line -> line.contains(hex) && !line.contains(" 06 "))
          .collect(Collectors.toSet());
    }
  }
}
