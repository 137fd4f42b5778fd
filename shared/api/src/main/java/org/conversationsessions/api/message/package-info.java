/** Requests and responses of the conversation history API (contract, section 14). */
package org.conversationsessions.api.message;
