/** The one port that clients talk to: HTTP API, Lambda's invocations, and AWS services that speak JSON. */
package org.conversationsessions.local.runner.http;
