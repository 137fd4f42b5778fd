package org.conversationsessions.domain.registry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.conversationsessions.domain.NamedUuid;

/**
 * A person who may look at or manage bots of an account (contract, section 19). Operators sign
 * nothing and sign in nowhere: apps do.
 *
 * @param username the e-mail address, in lower case, at most {@value #MAX_TEXT} characters of ASCII
 * @param orgUserId the identifier in the account's organisation, 1 to {@value #MAX_TEXT} characters
 *     of ASCII
 * @param admin whether this is an administrator of the account
 * @param roles the role with each bot
 */
public record AccountOperator(
    String username, String orgUserId, boolean admin, Map<BotId, BotRole> roles) {
  /** The longest name and identifier. */
  public static final int MAX_TEXT = 100;

  private static final String USER_ID = "u-";
  private static final Pattern EMAIL = Pattern.compile("[!-?A-~]+@[!-?A-~]+");
  private static final Pattern ID = Pattern.compile("[ -~]+");

  /**
   * Writes the name in lower case and copies the roles.
   *
   * @throws IllegalArgumentException if the name is no e-mail address, or a text is too long
   */
  public AccountOperator {
    username = username.toLowerCase(Locale.ROOT);
    if (username.length() > MAX_TEXT || !EMAIL.matcher(username).matches()) {
      throw new IllegalArgumentException(
          "an operator's name is an e-mail address of at most " + MAX_TEXT + " ASCII characters");
    }
    if (orgUserId.length() > MAX_TEXT || !ID.matcher(orgUserId).matches()) {
      throw new IllegalArgumentException(
          "an operator's id has 1 to " + MAX_TEXT + " printable ASCII characters");
    }
    roles = Map.copyOf(roles);
  }

  /** Returns the identifier in responses: {@code u-} and a UUID of version 5. */
  public String userId(String account) {
    return USER_ID + NamedUuid.ofOperator(account, username);
  }

  /** Returns whether a text names this operator of an account: by name, in any case, or by id. */
  public boolean isNamed(String text, String account) {
    return text.equalsIgnoreCase(username)
        || text.equals(orgUserId)
        || (text.startsWith(USER_ID) && text.equals(userId(account)));
  }

  /**
   * Returns this operator with the rights of another one of the same name. A role with a bot
   * replaces an earlier one. So does an identifier, unless it is only the name.
   */
  public AccountOperator with(AccountOperator other) {
    Map<BotId, BotRole> all = new HashMap<>(roles);
    all.putAll(other.roles);
    return new AccountOperator(
        username,
        other.orgUserId.equals(other.username) ? orgUserId : other.orgUserId,
        admin || other.admin,
        all);
  }
}
