/** What the service publishes about sessions, and what a closing demands (contract, section 8). */
package org.conversationsessions.domain.event;


