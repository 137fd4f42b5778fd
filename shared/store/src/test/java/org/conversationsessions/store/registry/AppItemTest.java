package org.conversationsessions.store.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.store.client.Attributes;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AppItemTest {
  private static final App APP =
      new App(
          "cs-1",
          "acme",
          AppKind.ADMIN,
          Set.of(),
          Set.of(Scope.READ, Scope.WRITE),
          List.of(new SigningKey.Secret("a secret of at least 32 characters")));

  @Test
  void anAppOfAnEarlierVersionHasExactlyTheScopesThatItHad() {
    assertThat(withScopes("bot_sessions:read", "bot_sessions:write")).isEqualTo(APP);
  }

  @Test
  void aScopeOfALaterVersionIsIgnored() {
    assertThat(withScopes("bot_sessions:read", "later:scope", "bot_sessions:write")).isEqualTo(APP);
    assertThat(withScopes("later:scope").scopes()).isEmpty();
  }

  private static App withScopes(String... scopes) {
    Map<String, AttributeValue> item = new HashMap<>(AppItem.of(APP, RegistryFixture.CIPHER));
    new Attributes(item).putTexts("scopes", List.of(scopes));
    return AppItem.read(item, RegistryFixture.CIPHER);
  }
}
