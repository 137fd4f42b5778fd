/** The sessions of the benchmarks as rows of PostgreSQL, for a comparison. */
package org.conversationsessions.bench.postgresql;
