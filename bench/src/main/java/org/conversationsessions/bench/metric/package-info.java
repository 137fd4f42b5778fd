/**
 * Measures what metrics and billing sessions cost at any number of sessions, on DynamoDB Local,
 * through the ports that the functions use.
 */
package org.conversationsessions.bench.metric;
