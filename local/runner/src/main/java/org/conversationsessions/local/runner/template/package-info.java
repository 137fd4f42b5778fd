/**
 * Reads {@code template.yaml} as CloudFormation and SAM would. Its rule: what is in the template is
 * honoured or refused with a message that names the place, never passed over.
 */
package org.conversationsessions.local.runner.template;


