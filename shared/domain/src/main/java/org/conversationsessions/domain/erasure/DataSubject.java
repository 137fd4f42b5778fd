package org.conversationsessions.domain.erasure;

import java.util.Optional;

/**
 * An end user whose data is erased. {@link #toString} hides who it is.
 *
 * @param userId the end user
 * @param channel the only channel; empty: all channels
 */
public record DataSubject(String userId, Optional<String> channel) {
  /** Returns whether data of a channel belongs to it. Channels are compared in any case. */
  public boolean covers(String otherChannel) {
    return channel.isEmpty() || channel.get().equalsIgnoreCase(otherChannel);
  }

  @Override
  public String toString() {
    return "an end user";
  }
}
