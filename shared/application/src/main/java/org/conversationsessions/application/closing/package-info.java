/**
 * Closes sessions by API and after inactivity, and finishes closings that have a script (contract,
 * sections 4, 7 and 8).
 */
package org.conversationsessions.application.closing;
