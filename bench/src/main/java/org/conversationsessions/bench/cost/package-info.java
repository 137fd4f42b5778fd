/** The cost of an operation in capacity units, round trips and time, and its budget. */
package org.conversationsessions.bench.cost;
