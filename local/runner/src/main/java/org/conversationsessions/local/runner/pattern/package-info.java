/**
 * The pattern language of EventBridge rules and event source filters. Rule: AWS's own engine
 * decides what matches and what is refused.
 */
package org.conversationsessions.local.runner.pattern;
