/** Requests and responses of the sessions history API (contract, section 5). */
package org.conversationsessions.api.history;
