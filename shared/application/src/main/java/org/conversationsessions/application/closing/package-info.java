/**
 * Closes sessions: by API (contract, section 4), many by a job (section 4.1), and after inactivity,
 * with a nudge before (section 7). Files the due entries that the sweep reads. Finishes closings
 * that have a script (section 8). Moves messages out of conversations that nothing closes.
 */
package org.conversationsessions.application.closing;
