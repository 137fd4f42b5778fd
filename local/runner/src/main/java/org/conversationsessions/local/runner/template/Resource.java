package org.conversationsessions.local.runner.template;

import java.util.Map;

/**
 * A resource of the template.
 *
 * @param logicalId its name in the template
 * @param type for instance {@code AWS::SQS::Queue}
 * @param properties its properties, every intrinsic function resolved
 */
public record Resource(String logicalId, String type, Map<String, Object> properties) {}
