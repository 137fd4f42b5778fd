/**
 * Use cases and the ports they need: record, close, sweep, publish, count, read the history, manage
 * settings and state.
 *
 * <p>A use case reads through a port, lets the domain decide and writes the decision. Ports report
 * failures of the store as {@link org.conversationsessions.application.StoreException}. The module
 * depends on the domain, the JDK and RE2/J only.
 */
package org.conversationsessions.application;
