package org.conversationsessions.application.closing;

class InMemoryClosureJobsTest extends ClosureJobsPortTests {
  private final InMemoryClosureJobs jobs = new InMemoryClosureJobs();

  @Override
  protected ClosureJobs jobs() {
    return jobs;
  }
}
