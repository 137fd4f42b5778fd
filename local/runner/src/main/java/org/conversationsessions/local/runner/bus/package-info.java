/**
 * Emulates EventBridge: buses, rules and targets. Rule: an event is logged before it is delivered,
 * and targets receive events in the order of the log.
 */
package org.conversationsessions.local.runner.bus;
