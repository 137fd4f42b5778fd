package org.conversationsessions.domain.session;

import java.time.Instant;

/**
 * The last nudge of a session: a message to an end user who has been silent (contract, section 8).
 *
 * @param silentSince the start of the silence. There is one nudge for each silence
 * @param recordedAt when the nudge was recorded, by the service's clock
 * @param settingsVersion the version of the bot's settings that have its text
 */
public record Nudge(Instant silentSince, Instant recordedAt, long settingsVersion) {}
