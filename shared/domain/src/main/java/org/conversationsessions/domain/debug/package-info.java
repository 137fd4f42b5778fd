/** Debug logs: what the service decided, and what the runtime hands in (contract, section 18). */
package org.conversationsessions.domain.debug;
