package org.conversationsessions.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scopes, and the kinds of app that can have them (contract, sections 2 and 13). */
class ScopeTest {
  @ParameterizedTest
  @CsvSource({
    "bot_sessions:read,true,true",
    "bot_sessions:write,true,true",
    "chat_history:read,true,true",
    "delete:delete_user_data,false,true",
    "delete_conversations:delete,true,false",
    "get_metrics:get_metrics,true,true",
    "billing_sessions:read,true,true",
    "bot_definition:bot_import,false,true",
    "debug_logs:read,true,false",
    "role_management:role_management,false,true",
    "bot_publish:publish_request,false,true",
    "bot_publish:publish_status,false,true"
  })
  void everyScopeIsForItsKindsOfApp(String wire, boolean builder, boolean admin) {
    Scope scope =
        Stream.of(Scope.values())
            .filter(each -> each.wire().equals(wire))
            .findFirst()
            .orElseThrow();

    assertThat(scope.isFor(AppKind.BUILDER)).isEqualTo(builder);
    assertThat(scope.isFor(AppKind.ADMIN)).isEqualTo(admin);
    assertThat(Scope.allOf(AppKind.BUILDER).contains(scope)).isEqualTo(builder);
    assertThat(Scope.allOf(AppKind.ADMIN).contains(scope)).isEqualTo(admin);
  }
}
