/** Records activity events with optimistic locking (contract, sections 6 and 7). */
package org.conversationsessions.application.recording;
