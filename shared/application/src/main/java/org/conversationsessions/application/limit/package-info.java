/** The port to the rate limits (contract, section 3, row 5). */
package org.conversationsessions.application.limit;
