/**
 * Counts of sessions by hour and by ten seconds of their start, by containment and by type. With
 * them a total needs no read of sessions, and a page at any depth starts near its first row.
 */
package org.conversationsessions.domain.counter;
