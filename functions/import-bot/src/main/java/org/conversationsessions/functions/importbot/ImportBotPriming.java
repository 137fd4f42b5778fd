package org.conversationsessions.functions.importbot;

import java.util.List;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.store.Store;

/** SnapStart priming of imports: imports a definition with a closing script and a pattern. */
final class ImportBotPriming {
  private static final FileId FILE = new FileId("000000000000000000000001");

  static final Priming PRIMING =
      new Priming(
          ImportBotHandler::new,
          ImportBotPriming::writeUpload,
          List.of(
              PrimingRequest.ofAdmin(
                  "POST",
                  "import",
                  "{\"botDefinition\":\"%1$s\",\"configInfo\":\"%1$s\"}".formatted(FILE))));

  private ImportBotPriming() {}

  private static void writeUpload(Store store) {
    store
        .imports()
        .store(
            new Upload(
                FILE,
                PrimingRequest.ACCOUNT,
                "botDefinition.json",
                1,
                "",
                store.clock().instant(),
                new Upload.Content.Extract(
                    """
                    {"name":"Priming","sessionInactiveTime":900000,"sessionClosureProcess":1,\
                    "runCustomScript":{"enable":true,"script":"koreUtil.ClearAuthProfiles('crm');"},\
                    "strict_pii":true,"pii_patterns":[{"pii_type":"Order","regex":"[0-9]{6,9}"}]}\
                    """)));
  }
}
