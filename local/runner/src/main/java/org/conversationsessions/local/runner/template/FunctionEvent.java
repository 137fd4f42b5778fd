package org.conversationsessions.local.runner.template;

import java.util.Map;

/**
 * What invokes a function.
 *
 * @param id its name in the function's {@code Events}
 * @param type for instance {@code SQS}
 * @param properties its properties, every intrinsic function resolved
 */
public record FunctionEvent(String id, String type, Map<String, Object> properties) {}
