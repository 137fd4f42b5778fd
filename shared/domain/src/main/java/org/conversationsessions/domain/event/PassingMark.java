package org.conversationsessions.domain.event;

import java.time.Instant;
import org.conversationsessions.domain.erasure.ErasureMark;

/**
 * A mark that an erasure has put into the stream.
 *
 * @param mark the mark
 * @param at when it was put, to the second
 */
public record PassingMark(ErasureMark mark, Instant at) implements StreamChange {}
