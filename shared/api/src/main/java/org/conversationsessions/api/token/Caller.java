package org.conversationsessions.api.token;

import java.util.Optional;
import org.conversationsessions.domain.registry.App;

/**
 * Who calls, proved.
 *
 * @param app the app whose key signed the token
 * @param userIdentity the end user the token speaks for: its {@code userIdentity}, else its {@code
 *     sub}; 1 to 256 characters
 */
public record Caller(App app, Optional<String> userIdentity) {}
