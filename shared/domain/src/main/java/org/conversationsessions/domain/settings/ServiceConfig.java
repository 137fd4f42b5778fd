package org.conversationsessions.domain.settings;

import java.time.Duration;
import java.util.Map;

/**
 * The configuration of a deployment, from the functions' environment. Values and bounds are
 * declared only in the template. There are no defaults: a missing value is an error.
 *
 * @param retention how long a closed session is kept from the recording of its closing; zero: for
 *     ever
 * @param maxRange the longest window of a history query
 * @param minInactivity the shortest inactivity a bot may be set to
 * @param maxInactivity the longest inactivity a bot may be set to
 * @param callsPerMinute the most calls to a bot in 60 seconds; 0: no limit
 * @param callsPerHour the most calls to a bot in an hour; 0: no limit
 * @param requireExpiry whether every token must carry {@code exp}
 * @param dueShards the number of shards of a bot's entries in the due index
 * @param sweepGrace how long a session must have been inactive before the sweep closes it
 * @param keepMessages whether bots may keep messages; if not, none does, whatever its settings
 */
public record ServiceConfig(
    Duration retention,
    Duration maxRange,
    Duration minInactivity,
    Duration maxInactivity,
    int callsPerMinute,
    int callsPerHour,
    boolean requireExpiry,
    int dueShards,
    Duration sweepGrace,
    boolean keepMessages) {
  /** The longest retention of debug logs (contract, section 18). */
  private static final Duration DEBUG_LOG_RETENTION = Duration.ofDays(30);

  /**
   * Validates the values.
   *
   * @throws IllegalArgumentException if one cannot work
   */
  public ServiceConfig {
    require(!retention.isNegative(), "the retention is negative");
    require(maxRange.isPositive(), "the longest range is not positive");
    require(minInactivity.isPositive(), "the shortest inactivity is not positive");
    require(
        minInactivity.compareTo(maxInactivity) <= 0,
        "the shortest inactivity is above the longest");
    require(callsPerMinute >= 0 && callsPerHour >= 0, "a limit of calls is negative");
    require(dueShards >= 1, "there is no due shard");
    require(!sweepGrace.isNegative(), "the sweep's grace is negative");
  }

  /** Returns how long debug logs are kept: 30 days, and never longer than closed sessions. */
  public Duration debugLogRetention() {
    return retention.isZero() || retention.compareTo(DEBUG_LOG_RETENTION) > 0
        ? DEBUG_LOG_RETENTION
        : retention;
  }

  /**
   * Reads the configuration from the environment.
   *
   * @throws IllegalStateException naming a variable that is missing or invalid
   */
  public static ServiceConfig from(Map<String, String> environment) {
    return new ServiceConfig(
        Duration.ofDays(number(environment, "RETENTION_DAYS")),
        Duration.ofDays(number(environment, "MAX_RANGE_DAYS")),
        Duration.ofMinutes(number(environment, "INACTIVITY_MIN_MINUTES")),
        Duration.ofMinutes(number(environment, "INACTIVITY_MAX_MINUTES")),
        number(environment, "RATE_LIMIT_PER_MINUTE"),
        number(environment, "RATE_LIMIT_PER_HOUR"),
        choice(environment, "REQUIRE_EXPIRY", "true", "false"),
        number(environment, "DUE_SHARDS"),
        Duration.ofSeconds(number(environment, "SWEEP_GRACE_SECONDS")),
        choice(environment, "KEEP_MESSAGES", "bots", "never"));
  }

  /**
   * Returns the value of a variable.
   *
   * @throws IllegalStateException naming the variable if it is missing
   */
  public static String text(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value.strip();
  }

  /** Returns whether a bot may not be set to this inactivity. */
  public boolean isOutOfBounds(Duration inactivity) {
    return inactivity.compareTo(minInactivity) < 0 || inactivity.compareTo(maxInactivity) > 0;
  }

  private static int number(Map<String, String> environment, String name) {
    String value = text(environment, name);
    try {
      int number = Integer.parseInt(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The exception below names the variable.
    }
    throw new IllegalStateException(
        "the environment variable "
            + name
            + " is not a whole number from 0 to 2147483647: "
            + value);
  }

  /**
   * Returns whether a variable has the first of two values.
   *
   * @throws IllegalStateException naming the variable if it is missing or has neither
   */
  public static boolean choice(
      Map<String, String> environment, String name, String yes, String no) {
    String value = text(environment, name);
    if (value.equals(yes) || value.equals(no)) {
      return value.equals(yes);
    }
    throw new IllegalStateException(
        "the environment variable %s is neither %s nor %s: %s".formatted(name, yes, no, value));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
