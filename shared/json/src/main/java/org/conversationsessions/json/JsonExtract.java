package org.conversationsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the chosen members of a large JSON object. The others are parsed and dropped, so they take
 * no memory.
 */
public final class JsonExtract {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // All requests would share the symbol table, so colliding names could fill it.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(JsonReader.MAX_NUMBER).build())
          .build();

  private final JsonParser parser;
  private final JsonGenerator copy;

  private JsonExtract(JsonParser parser, JsonGenerator copy) {
    this.parser = parser;
    this.copy = copy;
  }

  /**
   * Chooses what is copied.
   *
   * @param members the members of an object by name; none, and no others: the whole value
   * @param others what is copied of every other member; empty: nothing
   */
  public record Choice(Map<String, Choice> members, Optional<Choice> others) {
    /** The whole value, of any type. */
    public static final Choice WHOLE = new Choice(Map.of(), Optional.empty());

    /** Makes a defensive copy. */
    public Choice {
      members = Map.copyOf(members);
    }

    /** Chooses some members of an object. */
    public static Choice of(Map<String, Choice> members) {
      return new Choice(members, Optional.empty());
    }

    /** Chooses the same of each member of an object. */
    public static Choice ofEach(Choice member) {
      return new Choice(Map.of(), Optional.of(member));
    }

    private Optional<Choice> of(String name) {
      return Optional.ofNullable(members.get(name)).or(() -> others);
    }
  }

  /** The result of a copy. */
  public sealed interface Result {
    /**
     * What was chosen.
     *
     * @param json an object
     */
    record Copied(String json) implements Result {}

    /**
     * The object cannot be read, or too much of it was chosen.
     *
     * @param reason the reason, without any content of the object
     */
    record Refused(String reason) implements Result {}
  }

  /**
   * Copies from an object in UTF-8, with an optional byte order mark. A value that is not an object
   * becomes {@code null} where members of it are chosen. A lone surrogate becomes U+FFFD.
   *
   * @param utf8 read to its end, and not closed
   * @param max the most bytes of the copy in UTF-8
   * @throws IOException if the stream fails
   */
  public static Result copy(InputStream utf8, Choice choice, int max) throws IOException {
    BoundedText text = new BoundedText(max);
    try (JsonParser parser = FACTORY.createParser(text(utf8));
        JsonGenerator copy = FACTORY.createGenerator(text)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Result.Refused("it is not a JSON object");
      }
      new JsonExtract(parser, copy).copy(choice);
      if (parser.nextToken() != null) {
        return new Result.Refused("it is not JSON: something follows the object");
      }
      copy.flush();
      return new Result.Copied(WellFormed.of(text.toString()));
    } catch (StreamConstraintsException e) {
      return new Result.Refused("a part of it is too long or nested too deep" + place(e));
    } catch (JsonProcessingException e) {
      return new Result.Refused("it is not JSON" + place(e));
    } catch (CharacterCodingException e) {
      return new Result.Refused("it is not UTF-8");
    } catch (TooLongException e) {
      return new Result.Refused("what is used of it has more than " + max + " bytes");
    }
  }

  /** Decodes UTF-8 strictly: a parser of bytes would replace what is not UTF-8. */
  private static Reader text(InputStream utf8) throws IOException {
    Reader text = new BufferedReader(new InputStreamReader(utf8, UTF_8.newDecoder()));
    text.mark(1);
    if (text.read() != JsonReader.BYTE_ORDER_MARK.charAt(0)) {
      text.reset();
    }
    return text;
  }

  private void copy(Choice choice) throws IOException {
    if (choice.equals(Choice.WHOLE)) {
      copy.copyCurrentStructureExact(parser);
    } else if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      copy.writeNull();
    } else {
      copyMembers(choice);
    }
  }

  private void copyMembers(Choice choice) throws IOException {
    copy.writeStartObject();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Optional<Choice> chosen = choice.of(name);
      if (chosen.isPresent()) {
        copy.writeFieldName(name);
        copy(chosen.get());
      } else {
        parser.skipChildren();
      }
    }
    copy.writeEndObject();
  }

  private static String place(JsonProcessingException failure) {
    JsonLocation at = failure.getLocation();
    return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Keeps a text of bounded length. A generator of bytes would fail at a lone surrogate. */
  private static final class BoundedText extends Writer {
    private final StringBuilder text = new StringBuilder();
    private int left;

    BoundedText(int max) {
      this.left = max;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      for (int at = offset; at < offset + length; at++) {
        left -= bytes(chars[at]);
      }
      if (left < 0) {
        throw new TooLongException();
      }
      text.append(chars, offset, length);
    }

    /** Returns the bytes in UTF-8; a surrogate is half of four. */
    private static int bytes(char c) {
      if (c < 0x80) {
        return 1;
      }
      return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
