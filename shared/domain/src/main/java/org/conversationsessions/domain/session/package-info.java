/**
 * Sessions, their identifiers and their tags, as the history shows them (contract, sections 1 and
 * 5).
 */
package org.conversationsessions.domain.session;
