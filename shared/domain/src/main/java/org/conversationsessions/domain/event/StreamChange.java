package org.conversationsessions.domain.event;

/** A change in the stream of sessions. */
public sealed interface StreamChange permits SessionChange, PassingMark {}
