/**
 * Measures what the history costs at any size and depth, on DynamoDB Local. Its rule: it asks
 * through the port that the functions ask through, and what it fills is made up anew from the same
 * seed in every run.
 */
package org.conversationsessions.bench;





