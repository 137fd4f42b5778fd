package org.conversationsessions.functions.managesessions;

import java.util.List;
import org.conversationsessions.snapshot.Call;

/** What is done to settings before a snapshot: shown, and changed with a script. */
final class RehearsedCalls {
  static final List<Call> ALL =
      List.of(
          Call.of("GET", "manageSessions", ""),
          Call.of(
              "PUT",
              "manageSessions",
              """
              {"closureBehavior":"message","closureMessages":["Bye"],\
              "customScript":"if (true) { koreUtil.ClearAuthProfiles(['crm', 'erp']); }"}\
              """));

  private RehearsedCalls() {}
}
