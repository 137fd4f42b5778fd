/** One stretch of a conversation as the history shows it (contract, sections 1 and 5). */
package org.conversationsessions.domain.session;


