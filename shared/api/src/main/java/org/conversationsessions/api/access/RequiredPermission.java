package org.conversationsessions.api.access;

import java.util.EnumSet;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;

/**
 * The permission that a call requires (contract, section 2).
 *
 * @param scope the scope that the app must have
 * @param kinds the kinds of app that are allowed
 */
public record RequiredPermission(Scope scope, Set<AppKind> kinds) {
  /** Sessions history. */
  public static final RequiredPermission HISTORY =
      new RequiredPermission(Scope.READ, EnumSet.allOf(AppKind.class));

  /** Session closure: for builder apps only. */
  public static final RequiredPermission CLOSURE =
      new RequiredPermission(Scope.WRITE, Set.of(AppKind.BUILDER));

  /** Activity, settings and session state. */
  public static final RequiredPermission WRITE =
      new RequiredPermission(Scope.WRITE, EnumSet.allOf(AppKind.class));

  /** Conversation history. */
  public static final RequiredPermission MESSAGES =
      new RequiredPermission(Scope.READ_MESSAGES, EnumSet.allOf(AppKind.class));

  /** Makes defensive copies. */
  public RequiredPermission {
    kinds = Set.copyOf(kinds);
  }

  /** Returns whether the app has this permission. */
  boolean isMetBy(App app) {
    return kinds.contains(app.kind()) && app.scopes().contains(scope);
  }
}
