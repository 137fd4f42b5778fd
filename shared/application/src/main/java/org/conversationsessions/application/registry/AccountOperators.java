package org.conversationsessions.application.registry;

import java.util.List;
import org.conversationsessions.domain.registry.AccountOperator;

/** The port to the operators of accounts (contract, section 19). */
public interface AccountOperators {
  /**
   * Returns the operators of an account in the order of their names; none if the account is
   * unknown. One strongly consistent read of one item: 1 read unit for each 4 KB, which hold some
   * 40 operators.
   *
   * @throws org.conversationsessions.application.StoreException if the store fails
   */
  List<AccountOperator> of(String account);
}
