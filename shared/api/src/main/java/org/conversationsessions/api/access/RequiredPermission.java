package org.conversationsessions.api.access;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;

/**
 * The permission that a call requires (contract, sections 2 and 13).
 *
 * @param scopes the scopes of which the app must have one
 * @param kinds the kinds of app that are allowed
 */
public record RequiredPermission(Set<Scope> scopes, Set<AppKind> kinds) {
  /** Sessions history. */
  public static final RequiredPermission HISTORY = of(Scope.READ);

  /** Session closure: for builder apps only. */
  public static final RequiredPermission CLOSURE =
      new RequiredPermission(Set.of(Scope.WRITE), Set.of(AppKind.BUILDER));

  /** Activity, settings and session state. */
  public static final RequiredPermission WRITE = of(Scope.WRITE);

  /** Conversation history. */
  public static final RequiredPermission MESSAGES = of(Scope.READ_MESSAGES);

  /** Erasure of end users' data, and its status: for admin apps only. */
  public static final RequiredPermission ERASURE = of(Scope.ERASE_USER_DATA);

  /** Deletion of conversations, and its status: for builder apps only. */
  public static final RequiredPermission CONVERSATION_DELETION = of(Scope.DELETE_CONVERSATIONS);

  /** Metrics of sessions. Who may read the sessions may read how many there are. */
  public static final RequiredPermission METRICS = of(Scope.READ_METRICS, Scope.READ);

  /** Billing sessions. */
  public static final RequiredPermission BILLING_SESSIONS = of(Scope.READ_BILLING_SESSIONS);

  /** Uploads and imports of bot definitions, and their status: for admin apps only. */
  public static final RequiredPermission IMPORT = of(Scope.IMPORT);

  /** Debug logs: for builder apps only. */
  public static final RequiredPermission DEBUG_LOGS = of(Scope.READ_DEBUG_LOGS);

  /** The roles of an account's operators: for admin apps only. */
  public static final RequiredPermission ROLES = of(Scope.READ_ROLES);

  /** Publication of settings: for admin apps only. */
  public static final RequiredPermission PUBLICATION = of(Scope.PUBLISH);

  /** What was published: for admin apps only. */
  public static final RequiredPermission PUBLICATION_STATUS = of(Scope.READ_PUBLICATIONS);

  /** Makes defensive copies. */
  public RequiredPermission {
    scopes = Set.copyOf(scopes);
    kinds = Set.copyOf(kinds);
  }

  /** Returns the permission for every kind of app that can have one of some scopes. */
  private static RequiredPermission of(Scope... scopes) {
    return new RequiredPermission(
        Set.of(scopes),
        Arrays.stream(AppKind.values())
            .filter(kind -> Arrays.stream(scopes).anyMatch(scope -> scope.isFor(kind)))
            .collect(Collectors.toSet()));
  }

  /** Returns whether the app has this permission. */
  boolean isMetBy(App app) {
    return kinds.contains(app.kind()) && scopes.stream().anyMatch(app.scopes()::contains);
  }
}
