/** The ports to the session counters and to the index by tag. */
package org.conversationsessions.application.counting;
