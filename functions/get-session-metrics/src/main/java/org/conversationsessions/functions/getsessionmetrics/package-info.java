/** Serves the metrics of sessions (contract, section 17). */
package org.conversationsessions.functions.getsessionmetrics;
