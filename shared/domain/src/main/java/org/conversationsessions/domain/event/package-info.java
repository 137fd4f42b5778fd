/**
 * The events that the service publishes about sessions, and the effects of a closing (contract,
 * section 8).
 */
package org.conversationsessions.domain.event;
