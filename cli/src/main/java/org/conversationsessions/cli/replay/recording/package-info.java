/**
 * Reads a recording of activity events: JSON lines, compressed with gzip or not. A bad line never
 * ends the reading.
 */
package org.conversationsessions.cli.replay.recording;
