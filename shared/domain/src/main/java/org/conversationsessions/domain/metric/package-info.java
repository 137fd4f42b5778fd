/** Metrics of sessions: what is asked, and how counted sessions are added up. */
package org.conversationsessions.domain.metric;
