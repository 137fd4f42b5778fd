package org.conversationsessions.functions.managesessions;

import java.util.List;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingRequest;

/**
 * SnapStart priming of the settings: reads them, and changes them with a closing script and a
 * pattern.
 */
final class ManageSessionsPriming {
  static final Priming PRIMING =
      new Priming(
          ManageSessionsHandler::new,
          store -> {},
          List.of(
              PrimingRequest.of("GET", "manageSessions", ""),
              PrimingRequest.of(
                  "PUT",
                  "manageSessions",
                  """
                  {"closureBehavior":"message","closureMessages":["Bye"],\
                  "customScript":"if (true) { koreUtil.ClearAuthProfiles(['crm', 'erp']); }",\
                  "piiRedaction":{"patterns":[{"pii_type":"Order","regex":"(?:no|nr)[0-9]{6,9}"}]}}\
                  """)));

  private ManageSessionsPriming() {}
}
