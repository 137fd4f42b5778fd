package org.conversationsessions.store.tag;

class InMemoryPostingStoreTest extends PostingStorePortTests {
  private final InMemoryPostingStore store = new InMemoryPostingStore();

  @Override
  PostingStore store() {
    return store;
  }
}
