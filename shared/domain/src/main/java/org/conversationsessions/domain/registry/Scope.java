package org.conversationsessions.domain.registry;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** A right that an app has (contract, sections 2 and 13). */
public enum Scope {
  /** Reads the history of sessions. */
  READ("bot_sessions:read"),
  /** Closes sessions, records activity and changes settings. */
  WRITE("bot_sessions:write"),
  /** Reads messages. */
  READ_MESSAGES("chat_history:read"),
  /** Erases the data of end users. */
  ERASE_USER_DATA("delete:delete_user_data"),
  /** Deletes single conversations. */
  DELETE_CONVERSATIONS("delete_conversations:delete"),
  /** Reads metrics of sessions. */
  READ_METRICS("get_metrics:get_metrics"),
  /** Reads billing sessions. */
  READ_BILLING_SESSIONS("billing_sessions:read"),
  /** Uploads and imports bot definitions. */
  IMPORT("bot_definition:bot_import"),
  /** Reads debug logs. */
  READ_DEBUG_LOGS("debug_logs:read"),
  /** Lists an account's operators with their roles. */
  READ_ROLES("role_management:role_management"),
  /** Publishes settings. */
  PUBLISH("bot_publish:publish_request"),
  /** Reads what was published. */
  READ_PUBLICATIONS("bot_publish:publish_status");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  /** Returns every scope that an app of this kind can have. */
  public static Set<Scope> allOf(AppKind kind) {
    return Arrays.stream(values())
        .filter(scope -> scope.isFor(kind))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether an app of this kind can have this scope. */
  public boolean isFor(AppKind kind) {
    return switch (this) {
      case READ, WRITE, READ_MESSAGES, READ_METRICS, READ_BILLING_SESSIONS -> true;
      case ERASE_USER_DATA, IMPORT, READ_ROLES, PUBLISH, READ_PUBLICATIONS -> kind == AppKind.ADMIN;
      case DELETE_CONVERSATIONS, READ_DEBUG_LOGS -> kind == AppKind.BUILDER;
    };
  }

  /** Returns the name in stored items and in the commands' output. */
  public String wire() {
    return wire;
  }
}
