package org.conversationsessions.domain.event;

import java.time.Instant;
import org.conversationsessions.domain.erasure.ErasureMark;

/**
 * Everything that was stored of an end user with a bot is erased (contract, section 15).
 *
 * @param mark names the target that was erased, and the request
 * @param at when the erasure marked the end of the end user's events
 */
public record UserDataErased(ErasureMark mark, Instant at) implements PublishedEvent {
  @Override
  public String type() {
    return "UserDataErased";
  }

  @Override
  public String id() {
    return mark.request() + "-" + mark.number() + "-" + type();
  }
}
