/**
 * Debug logs: which lines are kept, and the port to them (contract, section 18).
 *
 * <ul>
 *   <li>{@link org.conversationsessions.application.debug.DebugLines} makes lines from outcomes.
 *   <li>{@link org.conversationsessions.application.debug.NewDebugLines} collects the lines of a
 *       write of a conversation, as {@link org.conversationsessions.application.debug.DebugEntry}s.
 *   <li>{@link org.conversationsessions.application.debug.DebugLogs} is the port that stores and
 *       finds entries.
 *   <li>{@link org.conversationsessions.application.debug.DebugLogPolicies} makes a bot's {@link
 *       org.conversationsessions.application.debug.DebugLogPolicy}: whether lines are kept, how
 *       long, and how redacted.
 *   <li>{@link org.conversationsessions.application.debug.DebugLogging} is the port with the
 *       policies, for those who record or close.
 *   <li>{@link org.conversationsessions.application.debug.ClosingDebugLog} keeps the lines of what
 *       follows a closing: its message and its script.
 * </ul>
 */
package org.conversationsessions.application.debug;
