import { LitElement } from 'lit';

/**
 * A page. It renders into the document itself, so the console has one stylesheet, and labels and anchors reach everywhere.
 */
export class PageElement extends LitElement {
  static properties = {
    /** @type {import('../router.js').Route} */
    route: { attribute: false },
    /** @type {import('../context.js').Context} who is signed in, and which bot and zone are chosen */
    context: { attribute: false },
  };

  createRenderRoot() {
    return this;
  }
}
