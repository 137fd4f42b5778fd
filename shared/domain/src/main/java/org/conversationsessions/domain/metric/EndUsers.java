package org.conversationsessions.domain.metric;

/**
 * The numbers of end users of one UTC day (contract, section 17.5). An end user who talks to two
 * bots counts with each of them.
 *
 * @param users the number of end users with a session that starts on the day
 * @param newUsers the number of those who had no session of an earlier day when the day's first one
 *     was counted
 */
public record EndUsers(long users, long newUsers) {
  /** No end users. */
  public static final EndUsers NONE = new EndUsers(0, 0);

  /** Returns the sum of these numbers and those of other shards or bots on the same day. */
  public EndUsers plus(EndUsers other) {
    return new EndUsers(users + other.users, newUsers + other.newUsers);
  }
}
