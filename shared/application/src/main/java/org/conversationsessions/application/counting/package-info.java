/** The port to the session counters. */
package org.conversationsessions.application.counting;
