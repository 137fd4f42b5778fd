package org.conversationsessions.application.message;

import java.util.function.Function;
import org.conversationsessions.domain.registry.Bot;

/**
 * How messages are kept.
 *
 * @param parts where full parts are stored
 * @param sealer encrypts
 * @param policies returns what is kept of a bot's messages
 */
public record Transcripts(
    MessageParts parts, MessageSealer sealer, Function<Bot, MessagePolicy> policies) {}
