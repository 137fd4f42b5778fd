package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.cli.openapi.ApiOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every example of {@code docs/openapi.yaml} to the service: each example of a body, and each
 * of a parameter. Identifiers of the document are replaced by those of a bot of the test.
 */
class DocumentedExamplesIT {
  static Stream<Arguments> operations() {
    return DocumentedResponses.document().operations().stream()
        .map(operation -> Arguments.of(operation.method() + " " + operation.path(), operation));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void everyExampleIsAnsweredAsDocumented(String name, ApiOperation operation) {
    DocumentedAccount account = new DocumentedAccount(TestBot.create());
    Set<Integer> success =
        operation.responses().keySet().stream()
            .filter(status -> status < 300)
            .collect(Collectors.toSet());

    for (DocumentedRequest request : DocumentedRequest.all(operation)) {
      Answer answer = request.send(account, operation);

      assertThat(answer.status()).as("%s: %s: %s", name, request, answer).isIn(success);
      DocumentedResponses.check(operation.method(), operation.path(), answer);
    }
  }

  @Test
  void theIdentifiersThatAreReplacedAreThoseOfTheDocument() {
    String document = String.valueOf(DocumentedResponses.document().root().value());

    assertThat(document).contains(DocumentedAccount.IDENTIFIERS);
  }
}
