package org.conversationsessions.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionStatus;
import org.conversationsessions.domain.session.SessionType;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private final Traffic traffic = Traffic.of(20_000);
  private final List<Session> all = sessions(traffic);
  private final List<Session> ofMain =
      all.stream()
          .filter(session -> session.conversation().bot().equals(traffic.main().id()))
          .toList();

  @Test
  void everyBotHasTheSessionsThatItShouldHave() {
    Map<String, Long> byBot =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    session -> session.conversation().bot().value(), Collectors.counting()));

    assertThat(all).hasSize(21_600);
    assertThat(traffic.total()).isEqualTo(21_600);
    assertThat(byBot).hasSize(5).containsEntry(traffic.main().id().value(), 20_000L);
  }

  @Test
  void allAreClosedDifferAndStartWithinTheWeek() {
    assertThat(all)
        .allMatch(session -> session.status() == SessionStatus.CLOSED)
        .allMatch(session -> !session.startTime().isBefore(Traffic.FROM))
        .allMatch(session -> !session.startTime().isAfter(Traffic.TO))
        .extracting(Session::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void theHeavyUserHasAFifthAndTheOthersAreManyAndUnlike() {
    Map<String, Long> byUser = counted(session -> session.conversation().userId());

    assertThat(byUser).containsEntry(Traffic.HEAVY_USER, 4000L).hasSizeGreaterThan(1500);
    assertThat(byUser.values()).filteredOn(many -> many < 20).hasSizeGreaterThan(1000);
    assertThat(byUser.values()).filteredOn(many -> many > 100).hasSizeBetween(2, 20);
  }

  @Test
  void kindsChannelsAndTagsHaveTheirShares() {
    assertThat(share(session -> session.containment() == ContainmentType.SELF_SERVICE))
        .isCloseTo(0.55, within(0.02));
    assertThat(share(session -> session.containment() == ContainmentType.DROP_OFF))
        .isCloseTo(0.30, within(0.02));
    assertThat(share(session -> session.type() == SessionType.INTERACTIVE))
        .isCloseTo(0.90, within(0.02));
    assertThat(share(session -> session.tags().isEmpty())).isCloseTo(0.25, within(0.02));
    assertThat(counted(session -> session.conversation().channel())).hasSize(4);
  }

  @Test
  void nightsAndWeekendsAreQuiet() {
    Map<Integer, Long> byHour =
        counted(session -> session.startTime().atOffset(ZoneOffset.UTC).getHour());
    Map<LocalDate, Long> byDay =
        counted(session -> LocalDate.ofInstant(session.startTime(), ZoneOffset.UTC));

    assertThat(byHour).hasSize(24);
    assertThat(at(byHour, 10)).isGreaterThan(10 * at(byHour, 3));
    assertThat(byDay).hasSize(7);
    assertThat(at(byDay, LocalDate.of(2026, 11, 14)))
        .isLessThan(at(byDay, LocalDate.of(2026, 11, 13)));
  }

  @Test
  void itIsTheSameEachTime() {
    assertThat(sessions(Traffic.of(1000))).isEqualTo(sessions(Traffic.of(1000)));
  }

  private static List<Session> sessions(Traffic traffic) {
    List<Session> sessions = new ArrayList<>();
    traffic.sessions().forEachRemaining(sessions::add);
    return sessions;
  }

  private double share(Predicate<Session> what) {
    return (double) ofMain.stream().filter(what).count() / ofMain.size();
  }

  private <K> Map<K, Long> counted(Function<Session, K> by) {
    return ofMain.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }

  private static <K> long at(Map<K, Long> counts, K key) {
    return counts.getOrDefault(key, 0L);
  }
}
