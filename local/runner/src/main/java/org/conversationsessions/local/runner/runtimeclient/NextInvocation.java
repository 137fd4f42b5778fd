package org.conversationsessions.local.runner.runtimeclient;

/**
 * One invocation as the Runtime API hands it out.
 *
 * @param requestId its id
 * @param deadlineMillis when it must be answered, in milliseconds since 1970
 * @param functionArn the function's name as it was invoked
 * @param event the payload
 */
@SuppressWarnings(
    "ArrayRecordComponent") // never compared; a copy of every event would cost for nothing
record NextInvocation(String requestId, long deadlineMillis, String functionArn, byte[] event) {}
