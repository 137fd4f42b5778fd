package org.conversationsessions.functions.importbot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.UploadContext;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;

/**
 * The form of an upload, {@code multipart/form-data} (contract, section 19).
 *
 * @param name the file's name, cut to the longest that is kept
 * @param type what the client says that the file is
 * @param file the content of the file
 */
record UploadForm(String name, FileType type, Bytes file) {
  /**
   * The largest body in bytes. API Gateway sends it in base64, and an invocation's event has 6 MB
   * at most.
   */
  static final int MAX_BYTES = 4_400_000;

  private static final String FILE = "file";
  private static final String CONTEXT = "fileContext";
  private static final String EXTENSION = "fileExtension";
  private static final int MAX_FIELD = 1024;

  /** The library's own limit is 512 bytes, which a name in another script can exceed. */
  private static final int MAX_PART_HEADER = 8192;

  private static final ApiError MALFORMED =
      ApiError.invalidArguments(
          "body", "must be multipart/form-data, as its content-type and boundary say");

  /** Reads a form. Of two parts of the same name, the last holds. */
  static ParseResult<UploadForm> read(HttpRequest request) {
    if (request.body().size() > MAX_BYTES) {
      return new ParseResult.Refused<>(ApiError.bodyTooLarge(MAX_BYTES));
    }
    FileUpload reader = new FileUpload();
    reader.setHeaderEncoding(UTF_8.name());
    reader.setPartHeaderSizeMax(MAX_PART_HEADER);
    Map<String, String> fields = new HashMap<>();
    Optional<NamedFile> file = Optional.empty();
    try {
      FileItemIterator parts = reader.getItemIterator(new Body(request));
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        try (InputStream content = part.openStream()) {
          if (FILE.equals(part.getFieldName())) {
            file = Optional.of(new NamedFile(nameOf(part), Bytes.readAll(content)));
          } else {
            fields.put(
                String.valueOf(part.getFieldName()),
                new String(content.readNBytes(MAX_FIELD), UTF_8));
          }
        }
      }
    } catch (FileUploadException | IOException | InvalidFileNameException malformed) {
      return new ParseResult.Refused<>(MALFORMED);
    }
    Optional<NamedFile> found = file;
    return FieldReader.read(JsonObject.ofTexts(fields), form -> read(form, found));
  }

  private static UploadForm read(FieldReader form, Optional<NamedFile> file) {
    NamedFile found = file.orElseThrow(() -> form.missing(FILE));
    if (form.choice(CONTEXT, Map.of("bulkImport", true)).isEmpty()) {
      throw form.missing(CONTEXT);
    }
    FileType type =
        form.choiceInAnyCase(EXTENSION, FileType.BY_EXTENSION)
            .orElseThrow(() -> form.missing(EXTENSION));
    return new UploadForm(cut(found.name()), type, found.content());
  }

  private static String nameOf(FileItemStream part) {
    return Optional.ofNullable(part.getName()).orElse("");
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= Upload.MAX_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, Upload.MAX_NAME));
  }

  private record NamedFile(String name, Bytes content) {}

  /** A request's body, as the library reads it. */
  private record Body(HttpRequest request) implements UploadContext {
    @Override
    public String getCharacterEncoding() {
      return UTF_8.name();
    }

    @Override
    public String getContentType() {
      return request.header("content-type").orElse("");
    }

    @Override
    @Deprecated
    public int getContentLength() {
      return request.body().size();
    }

    @Override
    public long contentLength() {
      return request.body().size();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(request.body().toArray());
    }
  }
}
