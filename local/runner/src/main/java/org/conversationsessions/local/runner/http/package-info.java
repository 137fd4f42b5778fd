/**
 * What answers on the service's port: the HTTP API as API Gateway maps it, and the calls of AWS
 * clients. Its rule: mapping only; nothing here knows what a function does or an event means.
 */
package org.conversationsessions.local.runner.http;


