/**
 * Answers on the service's port: the HTTP API as API Gateway maps it, and the calls of AWS clients.
 * Rule: it only maps requests and responses; it knows neither functions nor the meaning of events.
 */
package org.conversationsessions.local.runner.http;
