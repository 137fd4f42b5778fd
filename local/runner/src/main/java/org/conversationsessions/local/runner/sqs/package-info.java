/**
 * Emulates SQS and its event source mapping. Rule: a queue delivers each message at least once. It
 * knows neither the sender nor the meaning of a body.
 */
package org.conversationsessions.local.runner.sqs;
