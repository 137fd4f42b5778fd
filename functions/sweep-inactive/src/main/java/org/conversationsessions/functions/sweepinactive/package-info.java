/**
 * On a schedule: closes sessions after inactivity, with a nudge before (contract, section 7), works
 * on the jobs that close many sessions (section 4.1), and moves waiting messages (section 14).
 */
package org.conversationsessions.functions.sweepinactive;
