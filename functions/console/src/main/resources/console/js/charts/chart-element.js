import { LitElement } from 'lit';

/** A drawing that fills the width of its place. It is drawn again when that changes, so its texts keep their size. */
export class ChartElement extends LitElement {
  static properties = { width: { state: true } };

  #observer = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry.contentRect.width);
  });

  constructor() {
    super();
    this.width = 0;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }
}
