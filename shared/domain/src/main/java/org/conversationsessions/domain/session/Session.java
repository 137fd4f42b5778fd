package org.conversationsessions.domain.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session as the history shows it (contract, section 5).
 *
 * @param id its identifier, which also tells its start
 * @param conversation the bot, end user and channel it belongs to
 * @param endTime the last message or task event of either side; the start while there was none
 * @param languages the languages named in it, in order of first use, at most {@value
 *     #MAX_LANGUAGES}; empty while none was
 * @param type whether the end user took part
 * @param containment decided again at closing
 * @param developer whether any event of it was a developer's
 * @param tags its tags
 * @param messages user, bot and agent messages and authorisations
 * @param tasks tasks completed or failed
 * @param closing that it is over; empty while it is live
 */
public record Session(
    SessionId id,
    ConversationKey conversation,
    Instant endTime,
    List<String> languages,
    SessionType type,
    ContainmentType containment,
    boolean developer,
    Tags tags,
    int messages,
    int tasks,
    Optional<Closing> closing) {
  /**
   * How many languages a session notes. More are no conversation's; without a bound, a bot that
   * names a new one with every message would outgrow what can be stored.
   */
  public static final int MAX_LANGUAGES = 50;

  /** Copies what can change. */
  public Session {
    languages = List.copyOf(languages);
  }

  /** A session of which nothing is known but that it starts. */
  public static Session starting(SessionId id, ConversationKey conversation) {
    return new Session(
        id,
        conversation,
        id.start(),
        List.of(),
        SessionType.NON_INTERACTIVE,
        ContainmentType.SELF_SERVICE,
        false,
        Tags.NONE,
        0,
        0,
        Optional.empty());
  }

  /** Its {@code start_time}. It never changes. */
  public Instant startTime() {
    return id.start();
  }

  /** Whether it goes on. */
  public SessionStatus status() {
    return closing.isPresent() ? SessionStatus.CLOSED : SessionStatus.ACTIVE;
  }

  /**
   * What is shown as {@code session_lang}: the languages named, or a default.
   *
   * @param botDefault the bot's default language now; a closed session keeps that of its closing
   */
  public List<String> languagesOr(String botDefault) {
    return languages.isEmpty()
        ? List.of(closing.map(Closing::defaultLanguage).orElse(botDefault))
        : languages;
  }

  /** This session, over. */
  public Session closed(Closing how, ContainmentType settled) {
    return new Session(
        id,
        conversation,
        endTime,
        languages,
        type,
        settled,
        developer,
        tags,
        messages,
        tasks,
        Optional.of(how));
  }

  /** This session, gone to a human agent. */
  public Session withAgent() {
    return new Session(
        id,
        conversation,
        endTime,
        languages,
        type,
        ContainmentType.AGENT,
        developer,
        tags,
        messages,
        tasks,
        closing);
  }

  /**
   * This session with what one event adds to its figures. {@code end_time} only grows; a language
   * is noted once, and not behind the first {@value #MAX_LANGUAGES}; the end user's part makes it
   * interactive for good.
   */
  public Session with(Contribution event) {
    return new Session(
        id,
        conversation,
        event.movesEnd() && event.at().isAfter(endTime) ? event.at() : endTime,
        event.language().filter(this::isNew).map(this::plus).orElse(languages),
        event.byUser() ? SessionType.INTERACTIVE : type,
        containment,
        developer || event.developer(),
        tags.with(event.tags()),
        messages + event.messages(),
        tasks + event.tasks(),
        closing);
  }

  private boolean isNew(String language) {
    return languages.size() < MAX_LANGUAGES && !languages.contains(language);
  }

  private List<String> plus(String language) {
    List<String> more = new ArrayList<>(languages);
    more.add(language);
    return more;
  }

  /**
   * What one event adds to a session's figures.
   *
   * @param at when it happened
   * @param movesEnd whether it is a message or task event
   * @param byUser whether it is the end user's part
   * @param language the language named
   * @param developer whether it is a developer's
   * @param tags the tags it sets
   * @param messages how many messages it counts for
   * @param tasks how many tasks it counts for
   */
  public record Contribution(
      Instant at,
      boolean movesEnd,
      boolean byUser,
      Optional<String> language,
      boolean developer,
      Tags tags,
      int messages,
      int tasks) {}
}
