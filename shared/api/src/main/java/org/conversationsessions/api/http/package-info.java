/**
 * One HTTP call as Lambda sees it. Every way out is an answer: nothing thrown reaches the gateway.
 */
package org.conversationsessions.api.http;
