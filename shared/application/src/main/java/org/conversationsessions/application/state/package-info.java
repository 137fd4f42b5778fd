/** Reads and changes session state (contract, section 10). */
package org.conversationsessions.application.state;
