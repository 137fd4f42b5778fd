/** Counts sessions again and tells, or mends, where the counters are wrong: an operator's work. */
package org.conversationsessions.functions.recountsessions;
