package org.conversationsessions.domain.registry;



/**
 * An app as an operator sees it.
 *
 * @param app the app
 * @param enabled whether its tokens are taken; if not, {@code Registry#app} does not find it
 */
public record RegisteredApp(App app, boolean enabled) {}
