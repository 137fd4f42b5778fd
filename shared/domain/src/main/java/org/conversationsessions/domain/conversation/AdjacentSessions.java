package org.conversationsessions.domain.conversation;

import org.conversationsessions.domain.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * The two sessions of a conversation adjacent to an instant.
 *
 * @param before the last session that starts at or before the instant; null if there is none
 * @param after the first session that starts after it; null if there is none
 */
public record AdjacentSessions(@Nullable Session before, @Nullable Session after) {}
