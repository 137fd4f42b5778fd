/** Serves the sessions history (contract, section 5). */
package org.conversationsessions.functions.getsessions;
