package org.conversationsessions.domain.conversation;

import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a conversation next to an instant in its past.
 *
 * @param before the last that starts at or before it
 * @param after the first that starts after it
 */
public record AdjacentSessions(@Nullable Session before, @Nullable Session after) {}
