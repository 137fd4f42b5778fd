package org.conversationsessions.functions.importbot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.imports.ImportResponse;
import org.conversationsessions.application.imports.Imports;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.Upload;

/** Takes files. What an import uses of one is read at once; the file is not kept. */
record UploadEndpoint(AccessCheck access, Imports imports, InstantSource clock) {
  HttpOutcome upload(HttpRequest request) {
    return switch (access.authorizeForAccount(request, RequiredPermission.IMPORT)) {
      case AccessDecision.Denied<String>(ApiError error) -> error;
      case AccessDecision.Granted<String>(_, String account) ->
          switch (UploadForm.read(request)) {
            case ParseResult.Refused<UploadForm>(ApiError error) -> error;
            case ParseResult.Value<UploadForm>(UploadForm form) -> store(account, form);
          };
    };
  }

  private HttpOutcome store(String account, UploadForm form) {
    byte[] file = form.file().toArray();
    Upload upload =
        new Upload(
            FileId.of(UUID.randomUUID()),
            account,
            form.name(),
            file.length,
            sha256(file),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            form.type().content(file));
    imports.store(upload);
    return ImportResponse.uploaded(upload.id());
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
