package org.conversationsessions.api.http;

/** What became of a request. */
public sealed interface HttpOutcome permits HttpResponse, ApiError {}
