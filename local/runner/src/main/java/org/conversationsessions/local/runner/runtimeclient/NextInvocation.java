package org.conversationsessions.local.runner.runtimeclient;

/**
 * An invocation from the Runtime API.
 *
 * @param requestId its id
 * @param deadlineMillis its deadline, in milliseconds since 1970
 * @param functionArn the ARN that was invoked
 * @param event the payload
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying every event would be wasteful
record NextInvocation(String requestId, long deadlineMillis, String functionArn, byte[] event) {}
