package org.conversationsessions.domain.registry;

/**
 * An app as operators see it.
 *
 * @param enabled whether its tokens are accepted; if not, the registry's lookup does not find it
 */
public record RegisteredApp(App app, boolean enabled) {}
