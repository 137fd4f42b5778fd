package org.conversationsessions.api.http;

/** The result of a request. */
public sealed interface HttpOutcome permits HttpResponse, ApiError {}
