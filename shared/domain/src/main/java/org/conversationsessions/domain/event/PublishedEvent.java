package org.conversationsessions.domain.event;

/** An event that the service publishes. */
public sealed interface PublishedEvent permits SessionEvent, UserDataErased {
  /** Returns the event's type, which is EventBridge's detail-type. */
  String type();

  /** Returns the event's identifier, the same on every delivery. */
  String id();
}
