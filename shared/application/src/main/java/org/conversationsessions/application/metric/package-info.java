/** The port to the metrics of sessions (contract, section 17). */
package org.conversationsessions.application.metric;
