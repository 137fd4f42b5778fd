package org.conversationsessions.local.template;

import java.util.Map;

/**
 * One resource of the template.
 *
 * @param logicalId its name in the template
 * @param type such as {@code AWS::SQS::Queue}
 * @param properties its properties, every intrinsic function resolved: maps, lists, texts, numbers
 *     and booleans
 */
public record Resource(String logicalId, String type, Map<String, Object> properties) {}
