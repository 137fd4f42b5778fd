/** Closing by API, as clients see it (contract, section 4). */
package org.conversationsessions.api.closure;
