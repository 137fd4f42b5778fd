package org.conversationsessions.local.runner.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function of the template.
 *
 * @param logicalId its name in the template
 * @param handler the class that handles its events
 * @param code the archive that holds its jars
 * @param environment its environment variables, resolved
 * @param timeout the longest that one invocation may take
 * @param memoryMb its memory
 * @param events what invokes it
 */
public record FunctionResource(
    String logicalId,
    String handler,
    Path code,
    Map<String, String> environment,
    Duration timeout,
    int memoryMb,
    List<FunctionEvent> events) {}
