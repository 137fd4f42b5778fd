/**
 * What tests and benchmarks of the store share. Its rule: it knows DynamoDB and the template, and
 * nothing of the service.
 */
package org.conversationsessions.local.workbench;


