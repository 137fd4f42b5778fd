package org.conversationsessions.domain.session;

/**
 * A name and its value, attached to a user or a session.
 *
 * @param name 1 to 128 characters
 * @param value at most 256 characters
 */
public record Tag(String name, String value) {}
