package org.conversationsessions.api.token;

import java.util.Optional;
import org.conversationsessions.domain.registry.App;

/**
 * The authenticated caller.
 *
 * @param app the app whose key signed the token
 * @param userIdentity the end user that the token identifies: its {@code userIdentity}, else its
 *     {@code sub}; 1 to 256 characters
 */
public record Caller(App app, Optional<String> userIdentity) {}
