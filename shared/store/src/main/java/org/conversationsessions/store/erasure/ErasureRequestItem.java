package org.conversationsessions.store.erasure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.Erasure;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.SessionSelection;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.VarintReader;
import org.conversationsessions.store.client.VarintWriter;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items that hold a request to erase data. The end users and sessions that it names are encrypted.
 */
final class ErasureRequestItem {
  private static final String VALUE_NAME = "a stored request to erase data";
  private static final String ACCOUNT = "account";
  private static final String CREATED = "createdAt";
  private static final String ALL_BOTS = "allBots";
  private static final String BOTS = "bots";
  private static final String BOT = "bot";
  private static final String BY_USER = "byUser";
  private static final String REQUESTED = "requested";
  private static final String SEALED = "sealed";

  private ErasureRequestItem() {}

  static Attributes of(Erasure request, SecretCipher cipher) {
    Attributes item =
        new Attributes(new HashMap<>(ErasureItem.key(request.id(), ErasureItem.REQUEST)))
            .put(ACCOUNT, request.account())
            .put(CREATED, request.createdAt());
    byte[] plain =
        switch (request) {
          case UserErasure users -> {
            item.put(ALL_BOTS, users.allBots())
                .putTexts(BOTS, users.bots().stream().map(BotId::value).toList());
            yield subjects(users.subjects());
          }
          case ConversationDeletion deletion -> {
            item.put(BOT, deletion.bot().value())
                .put(BY_USER, deletion.byUser())
                .put(REQUESTED, deletion.requested());
            yield selections(deletion.selections());
          }
        };
    return item.put(SEALED, cipher.seal(plain, name(request.id())));
  }

  static Erasure read(Map<String, AttributeValue> stored, SecretCipher cipher) {
    return Attributes.read(VALUE_NAME, stored, item -> request(item, cipher));
  }

  private static Erasure request(Attributes item, SecretCipher cipher) {
    ErasureId id = new ErasureId(item.text(ErasureItem.ID));
    VarintReader in = new VarintReader(cipher.open(item.bytes(SEALED), name(id), VALUE_NAME));
    String account = item.text(ACCOUNT);
    Instant created = item.instant(CREATED);
    return item.has(BOT)
        ? new ConversationDeletion(
            id,
            account,
            created,
            new BotId(item.text(BOT)),
            item.flag(BY_USER),
            selections(in),
            item.count(REQUESTED))
        : new UserErasure(
            id,
            account,
            created,
            item.flag(ALL_BOTS),
            item.texts(BOTS).stream().map(BotId::new).toList(),
            subjects(in));
  }

  private static byte[] subjects(List<DataSubject> subjects) {
    VarintWriter out = new VarintWriter().number(subjects.size());
    for (DataSubject subject : subjects) {
      out.text(subject.userId()).number(subject.channel().isPresent() ? 1 : 0);
      subject.channel().ifPresent(out::text);
    }
    return out.finish();
  }

  private static List<DataSubject> subjects(VarintReader in) {
    List<DataSubject> subjects = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      String userId = in.text();
      subjects.add(
          new DataSubject(userId, in.number() == 1 ? Optional.of(in.text()) : Optional.empty()));
    }
    return subjects;
  }

  private static byte[] selections(List<SessionSelection> selections) {
    VarintWriter out = new VarintWriter().number(selections.size());
    for (SessionSelection selection : selections) {
      out.text(selection.userId())
          .number(selection.from().toEpochMilli())
          .number(selection.to().toEpochMilli())
          .number(selection.sessions().size());
      selection.sessions().forEach(session -> out.text(session.value()));
    }
    return out.finish();
  }

  private static List<SessionSelection> selections(VarintReader in) {
    List<SessionSelection> selections = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      String userId = in.text();
      Instant from = Instant.ofEpochMilli(in.number());
      Instant to = Instant.ofEpochMilli(in.number());
      Set<SessionId> sessions = new HashSet<>();
      for (long more = in.number(); more > 0; more--) {
        sessions.add(new SessionId(in.text()));
      }
      selections.add(new SessionSelection(userId, sessions, from, to));
    }
    return selections;
  }

  /** Returns a name that differs for every request, and from every state's and app's. */
  private static String name(ErasureId id) {
    return "erasure " + id;
  }
}
