package org.conversationsessions.local.template;

import java.util.Map;

/**
 * A resource of the template.
 *
 * @param logicalId its name in the template
 * @param type such as {@code AWS::SQS::Queue}
 * @param properties its properties, with all intrinsic functions resolved: maps, lists, strings,
 *     numbers and booleans
 */
public record Resource(String logicalId, String type, Map<String, Object> properties) {}
