/**
 * Test support for the store: the template's tables and a meter for capacity. Rule: it knows
 * DynamoDB and the template, and no code of the service.
 */
package org.conversationsessions.local.workbench;
