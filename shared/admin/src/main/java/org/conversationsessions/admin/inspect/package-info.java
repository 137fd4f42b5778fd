/**
 * Reads the stored data of a bot, an end user or a session for operators; resets damaged counters.
 */
package org.conversationsessions.admin.inspect;
