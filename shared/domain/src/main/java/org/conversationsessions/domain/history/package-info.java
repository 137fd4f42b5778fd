/** Queries for past and live sessions, and their results (contract, section 5). */
package org.conversationsessions.domain.history;
