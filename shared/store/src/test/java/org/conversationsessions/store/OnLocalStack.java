package org.conversationsessions.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test on LocalStack: skipped, with the reason, where there is no Docker engine. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "org.conversationsessions.store.TestDynamo#isDockerThere",
    disabledReason = "no Docker engine")
public @interface OnLocalStack {}
