/**
 * HTTP requests and responses of a Lambda function. Every failure becomes an error response; no
 * exception reaches the gateway.
 */
package org.conversationsessions.api.http;
