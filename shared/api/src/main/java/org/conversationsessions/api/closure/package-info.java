/** Requests and responses of the session closure API (contract, section 4). */
package org.conversationsessions.api.closure;
