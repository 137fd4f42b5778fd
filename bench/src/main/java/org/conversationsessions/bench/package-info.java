/**
 * Measures what the history costs at any size and depth, on DynamoDB Local. It queries through the
 * port that the functions use. The traffic is generated from the same seed in every run.
 */
package org.conversationsessions.bench;
