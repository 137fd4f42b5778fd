package org.conversationsessions.domain.erasure;

/**
 * A mark in the stream of an end user's sessions. A reader that reaches it has processed every
 * earlier change of these sessions.
 *
 * @param number the number of the target in the request
 * @param target the end user with the bot
 */
public record ErasureMark(ErasureId request, int number, ErasureTarget target) {}
