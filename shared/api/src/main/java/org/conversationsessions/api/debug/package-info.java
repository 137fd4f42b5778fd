/** Requests and responses of the debug logs API (contract, section 18). */
package org.conversationsessions.api.debug;
