/**
 * Use cases and the ports they need: record, close, sweep, publish, count.
 *
 * <p>A use case reads through a port, lets the domain decide and writes the decision. Ports report
 * a failed store as {@link org.conversationsessions.application.StoreException}.
 */
package org.conversationsessions.application;


