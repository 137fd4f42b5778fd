/** Sessions history, as clients see it (contract, section 5). */
package org.conversationsessions.api.history;
