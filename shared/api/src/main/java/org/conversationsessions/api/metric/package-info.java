/** Requests and responses of the metrics of sessions (contract, section 17). */
package org.conversationsessions.api.metric;
