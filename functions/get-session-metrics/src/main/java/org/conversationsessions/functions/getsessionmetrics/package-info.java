/**
 * Serves the metrics of sessions (contract, section 17), and what the registry tells of a token and
 * of an account's operators (contract, sections 13 and 19).
 */
package org.conversationsessions.functions.getsessionmetrics;
