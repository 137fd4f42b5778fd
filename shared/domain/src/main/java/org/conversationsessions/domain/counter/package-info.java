/**
 * How many sessions there are: counted by hour and by ten seconds of their start, by containment
 * and by type, so that a total needs no reading of sessions and a page at any depth starts next to
 * its first row.
 */
package org.conversationsessions.domain.counter;


