package org.conversationsessions.api.access;

import java.util.EnumSet;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;

/**
 * What a call takes (contract, section 2).
 *
 * @param scope the scope the app must have
 * @param kinds the kinds of app that may make it
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

  /** Copies what can change. */
  public RequiredPermission {
    kinds = Set.copyOf(kinds);
  }

  /** Whether the app has what it takes. */
  boolean isMetBy(App app) {
    return kinds.contains(app.kind()) && app.scopes().contains(scope);
  }
}
