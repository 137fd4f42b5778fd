package org.conversationsessions.application.closing;

class InMemoryClosingJobsTest extends ClosingJobsPortTests {
  private final InMemoryClosingJobs jobs = new InMemoryClosingJobs();

  @Override
  protected ClosingJobs jobs() {
    return jobs;
  }
}
