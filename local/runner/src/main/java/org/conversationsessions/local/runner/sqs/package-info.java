/**
 * Emulates SQS and its event source mapping. Rule: a queue delivers each message at least once, and
 * knows nothing of who sends or what a body means.
 */
package org.conversationsessions.local.runner.sqs;
