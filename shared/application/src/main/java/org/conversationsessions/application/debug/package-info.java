/** Debug logs: which lines are kept, and the port to them (contract, section 18). */
package org.conversationsessions.application.debug;
