/** Requests and responses of the session state API (contract, section 10). */
package org.conversationsessions.api.state;
