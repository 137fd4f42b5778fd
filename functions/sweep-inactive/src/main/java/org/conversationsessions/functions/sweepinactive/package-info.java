/** Closes sessions after inactivity, on a schedule (contract, section 7). */
package org.conversationsessions.functions.sweepinactive;
