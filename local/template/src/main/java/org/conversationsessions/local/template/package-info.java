/**
 * Reads {@code template.yaml} as CloudFormation and SAM do: the one reader for the local runner,
 * the tests and the quality checks. Rule: a setting is honoured or refused with a message that
 * names its place; none is ignored silently.
 */
package org.conversationsessions.local.template;
