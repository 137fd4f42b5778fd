/** Updates the session counters from the stream of the sessions table. */
package org.conversationsessions.functions.countsessions;
