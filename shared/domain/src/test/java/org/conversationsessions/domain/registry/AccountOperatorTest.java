package org.conversationsessions.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 19: operators of an account")
class AccountOperatorTest {
  private static final BotId BOT = new BotId("st-1");
  private static final BotId OTHER = new BotId("st-2");
  private static final AccountOperator ADA =
      new AccountOperator("Ada@Example.com", "org-7", false, Map.of(BOT, BotRole.TESTER));

  @Test
  void theNameIsInLowerCase() {
    assertThat(ADA.username()).isEqualTo("ada@example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ada", "@example.com", "ada@", "a b@c", "a@b@c", "a\u00e9@b", "a@b\n"})
  void theNameIsAnEmailAddress(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccountOperator(name, "1", false, Map.of()))
        .withMessageContaining("e-mail");
  }

  @Test
  void namesAndIdentifiersAreBounded() {
    String longest = "a".repeat(AccountOperator.MAX_TEXT - 2) + "@b";
    AccountOperator bounded =
        new AccountOperator(longest, "x".repeat(AccountOperator.MAX_TEXT), false, Map.of());

    assertThat(bounded.username()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccountOperator("a" + longest, "1", false, Map.of()));
    for (String id : new String[] {"", "\u00e9", "a\nb", bounded.orgUserId() + "x"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AccountOperator("a@b", id, false, Map.of()))
          .withMessageContaining("id");
    }
  }

  @Test
  void isNamedByNameInAnyCaseByIdentifierAndByUserId() {
    assertThat(ADA.userId("acme")).matches("u-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(ADA.isNamed("ADA@example.com", "acme")).isTrue();
    assertThat(ADA.isNamed("org-7", "acme")).isTrue();
    assertThat(ADA.isNamed(ADA.userId("acme"), "acme")).isTrue();
    assertThat(ADA.isNamed(ADA.userId("acme"), "other")).isFalse();
    assertThat(ADA.isNamed("ORG-7", "acme")).isFalse();
    assertThat(ADA.isNamed("bob@example.com", "acme")).isFalse();
    assertThat(ADA.isNamed("u-", "acme")).isFalse();
  }

  @Test
  void getsFurtherRightsAndKeepsWhatItHad() {
    AccountOperator more =
        ADA.with(
            new AccountOperator(
                "ada@example.com", "ada@example.com", true, Map.of(OTHER, BotRole.OWNER)));

    assertThat(more)
        .isEqualTo(
            new AccountOperator(
                "ada@example.com",
                "org-7",
                true,
                Map.of(BOT, BotRole.TESTER, OTHER, BotRole.OWNER)));
    assertThat(
            more.with(
                new AccountOperator("ada@example.com", "8", false, Map.of(BOT, BotRole.DEVELOPER))))
        .isEqualTo(
            new AccountOperator(
                "ada@example.com",
                "8",
                true,
                Map.of(BOT, BotRole.DEVELOPER, OTHER, BotRole.OWNER)));
  }

  @Test
  void rolesHaveFixedNamesAndIdentifiers() {
    assertThat(BotRole.values())
        .extracting(BotRole::wire)
        .containsExactly("App Owner", "App Developer", "App Tester");
    assertThat(BotRole.values())
        .extracting(BotRole::id)
        .containsExactly(
            "65f0c1a2b3d4e5f607182931", "65f0c1a2b3d4e5f607182932", "65f0c1a2b3d4e5f607182933");
    assertThat(BotRole.ofWire("App Tester")).contains(BotRole.TESTER);
    assertThat(BotRole.ofWire("app tester")).isEmpty();
  }
}
