/**
 * What carries events from one place to another: the bus, its rules, queues, streams of tables and
 * schedules, as AWS does. No function is invoked here but through {@code Functions}; time comes
 * from the clock that is handed in.
 */
package org.conversationsessions.local.runner.events;


