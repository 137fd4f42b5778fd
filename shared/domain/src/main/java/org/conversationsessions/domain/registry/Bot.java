package org.conversationsessions.domain.registry;

import org.conversationsessions.domain.settings.BotSettings;

/**
 * A virtual assistant.
 *
 * @param id its identifier
 * @param account the account it belongs to
 * @param settings how its sessions are kept and closed
 */
public record Bot(BotId id, String account, BotSettings settings) {}
