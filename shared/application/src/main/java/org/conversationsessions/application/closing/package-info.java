/**
 * Closes sessions by API and after inactivity, and finishes closings that have a script (contract,
 * sections 4, 7 and 8). Moves messages out of conversations that nothing closes.
 */
package org.conversationsessions.application.closing;
