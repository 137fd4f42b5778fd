package org.conversationsessions.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployment's configuration (contract, sections 11 and 18). */
class ServiceConfigTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "RETENTION_DAYS", "90",
          "MAX_RANGE_DAYS", "7",
          "INACTIVITY_MIN_MINUTES", "5",
          "INACTIVITY_MAX_MINUTES", "20160",
          "RATE_LIMIT_PER_MINUTE", "0",
          "RATE_LIMIT_PER_HOUR", "1000",
          "REQUIRE_EXPIRY", "true",
          "DUE_SHARDS", "4",
          "SWEEP_GRACE_SECONDS", "30",
          "KEEP_MESSAGES", "bots");

  @Test
  void readsEveryVariable() {
    assertThat(ServiceConfig.from(ENVIRONMENT))
        .isEqualTo(
            new ServiceConfig(
                Duration.ofDays(90),
                Duration.ofDays(7),
                Duration.ofMinutes(5),
                Duration.ofDays(14),
                0,
                1000,
                true,
                4,
                Duration.ofSeconds(30),
                true));
  }

  @Test
  void namesAVariableThatIsMissingOrEmpty() {
    for (String name : ENVIRONMENT.keySet()) {
      Map<String, String> without = new HashMap<>(ENVIRONMENT);
      without.remove(name);
      assertThatIllegalStateException()
          .isThrownBy(() -> ServiceConfig.from(without))
          .withMessageContaining(name);
      without.put(name, " ");
      assertThatIllegalStateException()
          .isThrownBy(() -> ServiceConfig.from(without))
          .withMessageContaining(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RETENTION_DAYS, -1",
    "RETENTION_DAYS, 4294967295",
    "RETENTION_DAYS, many",
    "MAX_RANGE_DAYS, 7.5",
    "DUE_SHARDS, 0x4",
    "REQUIRE_EXPIRY, yes",
    "REQUIRE_EXPIRY, TRUE",
    "KEEP_MESSAGES, true",
    "KEEP_MESSAGES, Never"
  })
  void namesAVariableThatIsInvalid(String name, String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> ServiceConfig.from(with(name, value)))
        .withMessageContaining(name)
        .withMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_RANGE_DAYS, 0, range",
    "INACTIVITY_MIN_MINUTES, 0, inactivity",
    "INACTIVITY_MIN_MINUTES, 20161, inactivity",
    "DUE_SHARDS, 0, shard"
  })
  void refusesValuesThatCannotWork(String name, String value, String about) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceConfig.from(with(name, value)))
        .withMessageContaining(about);
  }

  @Test
  void takesTheValuesAtTheBounds() {
    ServiceConfig config =
        new ServiceConfig(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            0,
            0,
            false,
            1,
            Duration.ZERO,
            true);

    assertThat(config.maxInactivity()).isEqualTo(config.minInactivity());
    assertThat(ServiceConfig.from(with("REQUIRE_EXPIRY", "false")).requireExpiry()).isFalse();
  }

  @Test
  void refusesNegativeValues() {
    for (int negative = 0; negative < 4; negative++) {
      int[] value = {0, 0, 0, 0};
      value[negative] = -1;
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new ServiceConfig(
                      Duration.ofDays(value[0]),
                      Duration.ofDays(7),
                      Duration.ofMinutes(5),
                      Duration.ofDays(14),
                      value[1],
                      value[2],
                      true,
                      4,
                      Duration.ofSeconds(value[3]),
                      true))
          .withMessageContaining("negative");
    }
  }

  @Test
  void aRetentionOfZeroKeepsSessionsForEver() {
    assertThat(ServiceConfig.from(with("RETENTION_DAYS", "0")).retention()).isZero();
  }

  @Test
  void debugLogsAreKeptForThirtyDaysAndNeverLongerThanSessions() {
    assertThat(ServiceConfig.from(ENVIRONMENT).debugLogRetention()).hasDays(30);
    assertThat(ServiceConfig.from(with("RETENTION_DAYS", "0")).debugLogRetention()).hasDays(30);
    assertThat(ServiceConfig.from(with("RETENTION_DAYS", "31")).debugLogRetention()).hasDays(30);
    assertThat(ServiceConfig.from(with("RETENTION_DAYS", "29")).debugLogRetention()).hasDays(29);
  }

  @Test
  void aDeploymentThatKeepsNoMessagesSaysNever() {
    assertThat(ServiceConfig.from(with("KEEP_MESSAGES", "never")).keepMessages()).isFalse();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> changed = new HashMap<>(ENVIRONMENT);
    changed.put(name, value);
    return changed;
  }
}
