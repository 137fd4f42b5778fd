package org.conversationsessions.local.runner.template;

import org.jspecify.annotations.Nullable;

/**
 * What names in the template stand for. Each fails with {@link TemplateException} for a name it
 * does not know.
 */
interface Scope {
  /** A parameter's, pseudo parameter's or resource's value; null for {@code AWS::NoValue}. */
  @Nullable Object ref(String name);

  /** An attribute of a resource. */
  Object attribute(String logicalId, String attribute);

  /** An entry of the template's mappings. */
  Object mapping(String map, String key, String entry);
}
