package org.conversationsessions.application.imports;

import java.util.Optional;
import org.conversationsessions.domain.imports.DefinitionResult;

/**
 * What is to be imported.
 *
 * @param createdBy the app that asks
 * @param definition the bot definition
 * @param appliesSettings whether its settings are applied
 * @param name the name of a new bot; empty: the definition's
 */
public record ImportOrder(
    String createdBy,
    DefinitionResult definition,
    boolean appliesSettings,
    Optional<String> name) {}
