/** Keeps the counts of sessions, from the changes of stored sessions. */
package org.conversationsessions.functions.countsessions;
