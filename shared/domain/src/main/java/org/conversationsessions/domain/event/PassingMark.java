package org.conversationsessions.domain.event;

import java.time.Instant;
import org.conversationsessions.domain.erasure.ErasureMark;

/**
 * A mark that an erasure has put into the stream.
 *
 * @param mark which request and end user it belongs to
 * @param at when it was put into the stream, to the second
 */
public record PassingMark(ErasureMark mark, Instant at) implements StreamChange {}
