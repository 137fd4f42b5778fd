/** The port to the history of sessions (contract, section 5). */
package org.conversationsessions.application.history;
