/**
 * The events that the service publishes on the event bus (contract, section 8; schemas in {@code
 * events/schemas}).
 */
package org.conversationsessions.api.events;
