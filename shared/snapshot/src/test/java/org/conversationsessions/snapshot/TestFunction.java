package org.conversationsessions.snapshot;

import java.util.function.Function;
import org.conversationsessions.api.access.AccessCheck;
import org.conversationsessions.api.access.AccessDecision;
import org.conversationsessions.api.access.RequiredPermission;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.store.Store;

/** A function that checks access to the bot and then runs a test's code. */
final class TestFunction extends HttpFunction {
  TestFunction(Store store, Function<BotId, String> work) {
    this(AccessCheck.caching(store.registry(), store.rateLimits(), store.clock(), true), work);
  }

  private TestFunction(AccessCheck access, Function<BotId, String> work) {
    super(
        request ->
            switch (access.authorizeForBot(request, RequiredPermission.WRITE)) {
              case AccessDecision.Denied<Bot>(ApiError error) -> error;
              case AccessDecision.Granted<Bot>(_, Bot bot) ->
                  HttpResponse.json(Bytes.utf8(work.apply(bot.id())));
            });
  }
}
