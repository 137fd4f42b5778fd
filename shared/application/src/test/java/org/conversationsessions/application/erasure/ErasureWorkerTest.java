package org.conversationsessions.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.ForwardingDueConversations;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.state.SessionState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Erasure of end users' data in memory, with crashes and other writers at every call. */
@DisplayName("Contract, section 15: erasure")
class ErasureWorkerTest {
  private static final String ADA = "ada";
  private static final String BOB = "bob";

  @Test
  void erasesAllDataOfAnEndUserAndNoneOfOthers() {
    ErasureWorld world = lived(Optional.empty());
    List<String> bobs = world.holds(BOB);
    ErasureId id = request(world, ADA);

    world.finish(id);

    assertThat(world.holds(ADA)).isEmpty();
    assertThat(world.holds(BOB)).isEqualTo(bobs).isNotEmpty();
    world.isWhole();
    assertThat(world.counters.countedOf(ErasureWorld.BOT, ADA)).isZero();
    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.DONE);
    assertThat(progress(world, id).failed()).isEmpty();
    TargetReceipt receipt = Objects.requireNonNull(world.erasures.receipts(id).get(0));
    assertThat(receipt.deleted())
        .containsOnly(
            Map.entry(DataStore.CONVERSATIONS, 2L),
            Map.entry(DataStore.SESSION_STATES, 1L),
            Map.entry(DataStore.MESSAGES, 6L),
            Map.entry(DataStore.DEBUG_LOGS, 8L),
            Map.entry(DataStore.SESSIONS, 4L),
            Map.entry(DataStore.DUE, 2L));
    assertThat(receipt.remaining()).contains(Map.of());
  }

  @Test
  void aDueEntryThatIsGoneAlreadyIsNotCounted() {
    ErasureWorld world = lived(Optional.empty());
    List<DueConversations.Page> pages = new ArrayList<>();
    DueConversations stale =
        new ForwardingDueConversations(world.store) {
          @Override
          public Page readAll(BotId bot, int shard, Optional<String> after, int limit) {
            pages.add(super.readAll(bot, shard, after, limit));
            // The second pass sees once more what the first one has deleted.
            return pages.size() == 2 ? pages.getFirst() : pages.getLast();
          }
        };
    ErasureId id = request(world, ADA);
    world.finish(id, world.worker((call, after) -> {}, stale));

    assertThat(progress(world, id).pass()).isEqualTo(3);
    assertThat(Objects.requireNonNull(world.erasures.receipts(id).get(0)).deleted(DataStore.DUE))
        .isEqualTo(2);
  }

  @Test
  void aDueEntryThatCannotBeReadIsErasedWithItsEndUser() {
    ErasureWorld world = lived(Optional.empty());
    world.store.put(unreadable("1", Optional.of(ADA)));
    world.store.put(unreadable("2", Optional.of("carl")));
    ErasureId id = request(world, ADA, BOB);
    world.finish(id);

    assertThat(world.store.unreadableDue())
        .extracting(DueConversations.UnreadableEntry::userId)
        .containsExactly(Optional.of("carl"));
    assertThat(progress(world, id).failed()).isEmpty();
    assertThat(Objects.requireNonNull(world.erasures.receipts(id).get(0)).deleted(DataStore.DUE))
        .isEqualTo(3);
  }

  @Test
  void noErasureSucceedsWhileADueEntryMayBeAnyones() {
    ErasureWorld world = lived(Optional.empty());
    DueConversations.UnreadableEntry nobodys = unreadable("1", Optional.empty());
    world.store.put(nobodys);
    ErasureId id = request(world, ADA);
    world.finish(id);

    assertThat(progress(world, id).failed())
        .containsOnly(Map.entry(0, "an entry of the due index names no end user"));
    assertThat(world.holds(ADA)).as("all the rest is erased").isEmpty();
    assertThat(world.erasures.receipts(id).get(0))
        .extracting(TargetReceipt::remaining)
        .isEqualTo(Optional.of(Map.of()));
    assertThat(world.bus.published()).noneMatch(event -> event.type().equals("UserDataErased"));

    world.store.remove(nobodys);
    ErasureId again = request(world, ADA);
    world.finish(again);
    assertThat(progress(world, again).failed()).isEmpty();
  }

  private static ErasureId eraseOnChannel(ErasureWorld world, String channel) {
    return world
        .service()
        .erase(
            "acme",
            false,
            List.of(ErasureWorld.BOT),
            List.of(new DataSubject(ADA, Optional.of(channel))))
        .id();
  }

  private static DueConversations.UnreadableEntry unreadable(
      String token, Optional<String> userId) {
    return new DueConversations.UnreadableEntry(
        ErasureWorld.BOT, 0, token, userId, new UnreadableItemException("damaged"));
  }

  @Test
  void aDamagedCounterFailsItsEndUserAndHoldsUpNoOther() {
    ErasureWorld world = lived(Optional.empty());
    world.counters.damage(ErasureWorld.BOT, ADA, LocalDate.ofInstant(world.now(), ZoneOffset.UTC));
    ErasureId id = request(world, ADA, BOB);
    world.finish(id);

    assertThat(progress(world, id).failed())
        .containsOnly(Map.entry(0, "a counter of the end user cannot be read"));
    assertThat(world.holds(ADA)).isEmpty();
    assertThat(world.holds(BOB)).isEmpty();
    assertThat(world.erasures.receipts(id).values())
        .allMatch(receipt -> receipt.remaining().equals(Optional.of(Map.of())));
  }

  @Test
  void anOperatorOfTheAccountIsRefusedAndNothingOfThemIsErased() {
    ErasureWorld world = lived(Optional.empty());
    world.operators.add("acme", new AccountOperator("eve@example.com", ADA, false, Map.of()));
    List<String> adas = world.holds(ADA);
    ErasureId id = request(world, ADA, BOB);
    world.finish(id);

    assertThat(progress(world, id).failed()).containsOnly(Map.entry(0, "operator"));
    assertThat(world.holds(ADA)).isEqualTo(adas).isNotEmpty();
    assertThat(world.holds(BOB)).isEmpty();
    TargetReceipt receipt = Objects.requireNonNull(world.erasures.receipts(id).get(0));
    assertThat(receipt.deleted()).isEmpty();
    assertThat(receipt.remaining(DataStore.SESSIONS))
        .hasValueSatisfying(left -> assertThat(left).isPositive());
    assertThat(world.bus.published())
        .extracting(PublishedEvent::id)
        .contains(id + "-1-UserDataErased")
        .doesNotContain(id + "-0-UserDataErased");
  }

  @Test
  void subscribersAreToldOnceMoreAfterEveryEarlierEvent() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, ADA);
    world.finish(id);

    List<PublishedEvent> events = world.bus.published();
    assertThat(events.getLast().type()).isEqualTo("UserDataErased");
    assertThat(events.getLast().id()).isEqualTo(id + "-0-UserDataErased");
    world.streamIsDeliveredAgain();
    assertThat(world.bus.published().getLast()).isEqualTo(events.getLast());
    assertThat(world.holds(ADA)).isEmpty();
  }

  @Test
  void onlyTheChannelThatIsNamedIsErased() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = eraseOnChannel(world, "rtm");
    world.finish(id);

    assertThat(world.holds(ADA)).isNotEmpty().noneMatch(found -> found.contains("rtm"));
    assertThat(progress(world, id).failed()).isEmpty();
    world.isWhole();
  }

  @Test
  void nothingThereIsSuccessWithZeros() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, "nobody");
    world.finish(id);

    assertThat(progress(world, id).failed()).isEmpty();
    assertThat(world.erasures.receipts(id).get(0))
        .isEqualTo(TargetReceipt.NONE.leaving(Map.of(), Optional.empty()));
  }

  @Test
  void whereverTheWorkerDiesTheResultIsTheSame() {
    int crashes = 0;
    for (boolean after : new boolean[] {false, true}) {
      boolean died = true;
      for (int at = 0; died; at++) {
        int target = at;
        boolean[] happened = new boolean[1];
        ErasureWorld world = lived(Optional.empty());
        List<String> bobs = world.holds(BOB);
        ErasureId id = request(world, ADA);
        ErasureWorker worker =
            world.worker(
                (call, isAfter) -> {
                  if (call == target && isAfter == after) {
                    happened[0] = true;
                    throw new IllegalStateException("died");
                  }
                });
        try {
          world.finish(id, worker);
        } catch (IllegalStateException dead) {
          world.finish(id);
        }
        assertThat(world.holds(ADA)).as("died at call %s, %s its effect", at, after).isEmpty();
        assertThat(world.holds(BOB)).isEqualTo(bobs);
        assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.DONE);
        assertThat(progress(world, id).failed()).isEmpty();
        world.isWhole();
        died = happened[0];
        crashes += died ? 1 : 0;
      }
    }
    System.out.println("died " + crashes + " times");
    assertThat(crashes).isGreaterThan(60);
  }

  /** What somebody else does at a call of the worker. */
  enum Other {
    SAYS(world -> world.says(ADA, "rtm", "in the middle")),
    SAYS_ELSEWHERE(world -> world.says(ADA, "email", "in the middle")),
    CLOSES(world -> world.closes(ADA)),
    SWEEPS(
        world -> {
          world.passes(Duration.ofHours(1));
          world.sweeps();
        }),
    REMEMBERS(world -> world.remembers(ADA, "rtm")),
    READS(ErasureWorld::readersCatchUp);

    private final Consumer<ErasureWorld> act;

    Other(Consumer<ErasureWorld> act) {
      this.act = act;
    }
  }

  @ParameterizedTest
  @EnumSource(Other.class)
  void whateverHappensInTheMiddleIsWhollyThereOrWhollyGone(Other other) {
    boolean acted = true;
    for (int at = 0; acted; at++) {
      int target = at;
      boolean[] happened = new boolean[1];
      ErasureWorld world = lived(Optional.empty());
      List<String> before = world.holds(ADA);
      List<String> bobs = world.holds(BOB);
      ErasureId id = request(world, ADA);
      world.finish(
          id,
          world.worker(
              (call, after) -> {
                if (call == target && !after) {
                  happened[0] = true;
                  other.act.accept(world);
                }
              }));
      assertThat(progress(world, id).failed()).as("%s at call %s", other, at).isEmpty();
      assertThat(world.holds(ADA))
          .as("%s at call %s", other, at)
          .doesNotContainAnyElementsOf(
              before.stream().filter(found -> found.startsWith("session")).toList());
      if (other != Other.SWEEPS) {
        assertThat(world.holds(BOB)).isEqualTo(bobs);
      }
      world.isWhole();
      acted = happened[0];
    }
  }

  @Test
  void twoDeliveriesAtOnceDoNoHarm() {
    boolean acted = true;
    for (int at = 0; acted; at++) {
      int target = at;
      boolean[] happened = new boolean[1];
      ErasureWorld world = lived(Optional.empty());
      ErasureId id = request(world, ADA);
      ErasureWorker other = world.worker((call, after) -> {});
      ErasureWorker one =
          world.worker(
              (call, after) -> {
                if (call == target && !after) {
                  happened[0] = true;
                  // The other worker gets through while this one stalls.
                  world.finish(id, other);
                }
              });
      world.finish(id, one);
      assertThat(world.holds(ADA)).as("at call %s", at).isEmpty();
      assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.DONE);
      world.isWhole();
      acted = happened[0];
    }
  }

  @Test
  void twoRequestsForTheSameEndUserAtOnceBothSucceed() {
    boolean acted = true;
    for (int at = 0; acted; at += 3) {
      int target = at;
      boolean[] happened = new boolean[1];
      ErasureWorld world = lived(Optional.empty());
      ErasureId first = request(world, ADA);
      ErasureId second = request(world, ADA);
      world.finish(
          first,
          world.worker(
              (call, after) -> {
                if (call == target && !after) {
                  happened[0] = true;
                  world.worker((c, a) -> {}).work(second, () -> true);
                }
              }));
      world.finish(second);
      assertThat(world.holds(ADA)).as("at call %s", at).isEmpty();
      assertThat(progress(world, first).failed()).isEmpty();
      assertThat(progress(world, second).failed()).isEmpty();
      world.isWhole();
      acted = happened[0];
    }
  }

  @Test
  void aWriterThatStalledFor300SecondsBringsNothingBack() {
    ErasureWorld world = lived(Optional.empty());
    Conversation read = world.store.readConsistently(ErasureWorld.key(ADA, "rtm"));
    TranscriptPart waiting = Objects.requireNonNull(read.pendingPart());
    SessionState state = world.states.read(read.key()).state();
    long version = world.states.read(read.key()).version();
    ErasureId id = request(world, ADA);
    ErasureWorker worker = world.worker((call, after) -> {});
    assertThat(worker.work(id, () -> true)).isInstanceOf(Result.Again.class);
    assertThat(world.holds(ADA)).isEmpty();

    // What is not conditional comes back, until the next pass.
    world.passes(ErasureWorld.PAUSE.minusSeconds(1));
    world.store.put(read.key(), waiting, Sharding.ONE);
    world.finish(id, worker);
    assertThat(world.holds(ADA)).isEmpty();
    assertThat(progress(world, id).pass()).isEqualTo(3);

    // What is conditional never does, even if the conversation begins anew and grows as old.
    for (int i = 0; i < 20; i++) {
      world.says(ADA, "rtm", "anew");
      world.remembers(ADA, "rtm");
      assertThat(world.store.commit(read, List.of(), List.of(), Sharding.ONE))
          .isInstanceOf(Conversations.Commit.Conflict.class);
      assertThat(world.states.write(read.key(), state, version)).isFalse();
    }
    world.isWhole();
  }

  @Test
  void isNotCompleteBeforeTheLongestWriterIsOver() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, ADA);
    ErasureWorker worker = world.worker((call, after) -> {});
    Result.Again first = (Result.Again) worker.work(id, () -> true);

    assertThat(first.delay()).isGreaterThan(ErasureWorld.PAUSE);
    world.passes(ErasureWorld.PAUSE.minusSeconds(1));
    assertThat(worker.work(id, () -> true)).isEqualTo(new Result.Again(Duration.ofSeconds(2)));
    assertThat(progress(world, id).pass()).isEqualTo(2);
    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.PASS);
  }

  @Test
  void aClosingThatWaitsForItsScriptBringsNothingBack() {
    ErasureWorld world = lived(Optional.of("script"));
    world.closes(ADA);
    world.remembers(ADA, "rtm");
    world.readersCatchUp();
    assertThat(world.closings.sent()).isNotEmpty();
    ErasureId id = request(world, ADA);
    world.finish(id);
    List<PublishedEvent> events = world.bus.published();

    world.finishesClosings();

    assertThat(world.bus.published())
        .as("those of the other end user")
        .hasSizeGreaterThan(events.size());
    assertThat(world.bus.published().subList(events.size(), world.bus.published().size()))
        .allMatch(event -> event.toString().contains("userId=" + BOB));
    assertThat(world.holds(ADA)).isEmpty();
  }

  @Test
  void waitsForReadersThatAreLate() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, ADA);
    ErasureWorker worker = world.worker((call, after) -> {});
    for (int hours = 0; hours < 20; hours++) {
      worker.work(id, () -> true);
      world.passes(Duration.ofHours(1));
    }
    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.AWAITING);
    world.counterCatchesUp();
    worker.work(id, () -> true);
    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.AWAITING);
    world.publisherCatchesUp();
    worker.work(id, () -> true);

    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.DONE);
    assertThat(progress(world, id).failed()).isEmpty();
    assertThat(world.holds(ADA)).isEmpty();
  }

  @Test
  void failsIfTheReadersDoNotComeByWithinADay() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, ADA);
    ErasureWorker worker = world.worker((call, after) -> {});
    for (int hours = 0; hours < 30; hours++) {
      worker.work(id, () -> true);
      world.passes(Duration.ofHours(1));
    }

    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.DONE);
    assertThat(progress(world, id).failed())
        .containsOnly(Map.entry(0, "the changes of sessions were not counted within a day"));
    assertThat(world.holds(ADA)).isEmpty();
  }

  @Test
  void failsForAnEndUserWhoIsActiveDuringEveryPassAndSucceedsForTheOthers() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, ADA, BOB);
    ErasureWorker worker = world.worker((call, after) -> {});
    for (int i = 0; i < 100; i++) {
      if (!(worker.work(id, () -> true) instanceof Result.Again(Duration delay))) {
        break;
      }
      world.passes(delay);
      world.readersCatchUp();
      if (progress(world, id).phase() == ErasurePhase.PASS) {
        world.says(ADA, "rtm", "still here");
      }
    }

    ErasureProgress progress = progress(world, id);
    assertThat(progress.phase()).isEqualTo(ErasurePhase.DONE);
    assertThat(progress.pass()).isEqualTo(10);
    assertThat(progress.failed()).containsOnlyKeys(0);
    assertThat(world.holds(BOB)).isEmpty();
    assertThat(world.bus.published().stream().map(PublishedEvent::id))
        .contains(id + "-1-UserDataErased")
        .doesNotContain(id + "-0-UserDataErased");
    world.isWhole();
  }

  @Test
  void worksInSlicesWhenTimeIsShort() {
    ErasureWorld world = lived(Optional.empty());
    ErasureId id = request(world, ADA, BOB);
    List<Integer> positions = new ArrayList<>();
    ErasureWorker worker = world.worker((call, after) -> {});
    Result result = new Result.Again(Duration.ZERO);
    for (int i = 0; i < 100 && result instanceof Result.Again(Duration delay); i++) {
      world.passes(delay);
      world.readersCatchUp();
      result = worker.work(id, () -> false);
      positions.add(progress(world, id).position());
    }

    assertThat(positions).hasSizeGreaterThan(8);
    assertThat(result).isEqualTo(new Result.Done());
    assertThat(world.holds(ADA)).isEmpty();
    assertThat(world.holds(BOB)).isEmpty();
    world.isWhole();
  }

  @Test
  void aPassContinuesWhereTimeRanOutEvenIfNothingThereIsToBeErased() {
    ErasureWorld world = lived(Optional.empty());
    for (int i = 0; i < 10; i++) {
      world.says(ADA, "rtm", "stays");
      world.closes(ADA);
      world.readersCatchUp();
    }
    world.says(ADA, "web", "goes");
    ErasureId id = eraseOnChannel(world, "web");

    List<String> places = finishInShortestSlices(world, id, world.worker((call, after) -> {}));

    assertThat(places).as("pages of a store, two of them").contains("PASS 2 4 page");
    assertThat(world.holds(ADA)).isNotEmpty().noneMatch(found -> found.contains("web"));
    assertThat(progress(world, id).failed()).isEmpty();
    world.isWhole();
  }

  @Test
  void theDueEntriesOfABotAreReadInSlices() {
    ErasureWorld world = lived(Optional.empty());
    for (int i = 0; i < 2500; i++) {
      SessionId session = SessionId.of(world.now(), 1000 + i);
      world.store.put(
          new DueConversations.Entry(
              ErasureWorld.key("other-" + i, "rtm"),
              session,
              new AwaitedSilence.OfBot(),
              world.now(),
              world.now(),
              0));
    }
    int[] reads = new int[1];
    DueConversations counting =
        new ForwardingDueConversations(world.store) {
          @Override
          public Page readAll(BotId bot, int shard, Optional<String> after, int limit) {
            reads[0]++;
            return super.readAll(bot, shard, after, limit);
          }
        };
    ErasureId id = request(world, ADA);

    List<String> places =
        finishInShortestSlices(world, id, world.worker((call, after) -> {}, counting));

    assertThat(places).contains("PASS 2 5 page");
    assertThat(reads[0]).as("three pages in each of three passes").isEqualTo(9);
    assertThat(world.holds(ADA)).isEmpty();
    assertThat(world.store.due()).filteredOn(ErasureWorkerTest::isOfOther).hasSize(2500);
  }

  private static boolean isOfOther(DueConversations.Entry entry) {
    return entry.key().userId().startsWith("other-");
  }

  /** Works in slices of one page each, and returns where each of them began. */
  private static List<String> finishInShortestSlices(
      ErasureWorld world, ErasureId id, ErasureWorker worker) {
    List<String> places = new ArrayList<>();
    Set<String> exact = new HashSet<>();
    Result result = new Result.Again(Duration.ZERO);
    while (result instanceof Result.Again(Duration delay)) {
      world.passes(delay);
      world.readersCatchUp();
      result = worker.work(id, () -> false);
      ErasureProgress now = progress(world, id);
      String step = now.phase() + " " + now.pass() + " " + now.position();
      assertThat(exact.add(step + now.page() + now.notBefore().isAfter(world.now())))
          .as("no slice ends where an earlier one did: %s", step)
          .isTrue();
      places.add(step + (now.page().isPresent() ? " page" : ""));
    }
    return places;
  }

  @Test
  void aFailedEndUserIsSettledWithWhatIsLeft() {
    ErasureWorld world = lived(Optional.empty());
    world.store.put(unreadable("1", Optional.empty()));
    ErasureId id = request(world, ADA);
    boolean[] said = new boolean[1];
    ErasureWorker worker =
        world.worker(
            (call, after) -> {
              if (!said[0] && progress(world, id).phase() == ErasurePhase.MARKING) {
                said[0] = true;
                world.says(ADA, "rtm", "after the last pass");
              }
            });

    world.finish(id, worker);

    TargetReceipt receipt = Objects.requireNonNull(world.erasures.receipts(id).get(0));
    assertThat(receipt.remaining(DataStore.CONVERSATIONS)).contains(1L);
    assertThat(receipt.remaining(DataStore.SESSIONS)).contains(1L);
    assertThat(receipt.remaining(DataStore.SESSION_STATES)).contains(0L);
  }

  @Test
  void manyFailedEndUsersAreSettledInSlices() {
    ErasureWorld world = lived(Optional.empty());
    world.store.put(unreadable("1", Optional.empty()));
    int users = 100;
    ErasureId id =
        request(world, IntStream.range(0, users).mapToObj(i -> "user-" + i).toArray(String[]::new));

    finishInBoundedSlices(world, id);

    assertThat(progress(world, id).failed()).hasSize(users);
    assertThat(world.erasures.receipts(id))
        .hasSize(users)
        .allSatisfy((number, receipt) -> assertThat(receipt.remaining()).contains(Map.of()));
  }

  @Test
  void anEndUserOfManyBotsWhoFailsWhileReadersAreAwaitedIsSettledInSlices() {
    ErasureWorld world = lived(Optional.empty());
    world.counters.damage(ErasureWorld.BOT, ADA, LocalDate.ofInstant(world.now(), ZoneOffset.UTC));
    List<BotId> bots = new ArrayList<>(List.of(ErasureWorld.BOT));
    IntStream.range(0, 100).forEach(i -> bots.add(new BotId("st-other-" + i)));
    ErasureId id =
        world
            .service()
            .erase("acme", true, bots, List.of(new DataSubject(ADA, Optional.empty())))
            .id();

    finishInBoundedSlices(world, id);

    assertThat(progress(world, id).failed())
        .containsOnly(Map.entry(0, "a counter of the end user cannot be read"));
    assertThat(world.erasures.receipts(id))
        .hasSize(bots.size())
        .allSatisfy((number, receipt) -> assertThat(receipt.remaining()).contains(Map.of()));
    assertThat(world.erasures.marks()).isEmpty();
  }

  /** Works in slices that end soon after 50 calls of a store. A slice of 100 calls is killed. */
  private static void finishInBoundedSlices(ErasureWorld world, ErasureId id) {
    int[] calls = new int[1];
    ErasureWorker worker =
        world.worker(
            (call, after) -> {
              if (!after && ++calls[0] > 100) {
                throw new IllegalStateException("the function's time is over");
              }
            });
    Result result = new Result.Again(Duration.ZERO);
    while (result instanceof Result.Again(Duration delay)) {
      world.passes(delay);
      world.readersCatchUp();
      calls[0] = 0;
      result = worker.work(id, () -> calls[0] < 50);
    }
    assertThat(progress(world, id).phase()).isEqualTo(ErasurePhase.DONE);
  }

  @Test
  void anUnknownRequestIsDone() {
    ErasureWorld world = lived(Optional.empty());

    assertThat(
            world.worker((call, after) -> {}).work(ErasureId.ofUsers(new UUID(1, 2)), () -> true))
        .isEqualTo(new Result.Done());
  }

  @Test
  void aRequestWhoseSendingFailedNeverRuns() {
    ErasureWorld world = lived(Optional.empty());
    ErasureService service =
        new ErasureService(
            world.erasures,
            (id, delay) -> {
              throw new StoreException("no queue");
            },
            new InMemorySessionHistory(world.store::sessions, Duration.ZERO, Clock.systemUTC()),
            world.operators,
            world::now,
            UUID::randomUUID);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                service.erase(
                    "acme",
                    false,
                    List.of(ErasureWorld.BOT),
                    List.of(new DataSubject(ADA, Optional.empty()))));
    assertThat(world.holds(ADA)).isNotEmpty();
  }

  /** Two end users, each with closed and live sessions on two channels, parts, and a state. */
  private static ErasureWorld lived(Optional<String> script) {
    ErasureWorld world = new ErasureWorld(script);
    for (String user : List.of(ADA, BOB)) {
      for (String channel : List.of("rtm", "web")) {
        for (int i = 0; i < 2; i++) {
          world.says(user, channel, "first of " + user);
        }
      }
      world.closes(user);
      world.readersCatchUp();
      for (String channel : List.of("rtm", "web")) {
        for (int i = 0; i < 5; i++) {
          world.says(user, channel, "text of " + user);
        }
      }
      world.remembers(user, "rtm");
    }
    world.readersCatchUp();
    return world;
  }

  private static ErasureId request(ErasureWorld world, String... users) {
    List<DataSubject> subjects =
        Arrays.stream(users).map(user -> new DataSubject(user, Optional.empty())).toList();
    return world.service().erase("acme", false, List.of(ErasureWorld.BOT), subjects).id();
  }

  private static ErasureProgress progress(ErasureWorld world, ErasureId id) {
    return world.erasures.find(id).orElseThrow().progress();
  }
}
