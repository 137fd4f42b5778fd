/**
 * Closes the live sessions of an end user (contract, section 4), and starts the jobs that close
 * many sessions (section 4.1).
 */
package org.conversationsessions.functions.closesession;
