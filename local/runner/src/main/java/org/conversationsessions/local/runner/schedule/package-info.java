/**
 * Emulates EventBridge Scheduler. Rule: the time comes from the injected clock, and each tick
 * carries its scheduled time.
 */
package org.conversationsessions.local.runner.schedule;
