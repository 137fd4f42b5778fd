import { LitElement } from 'lit';

/** The size of text at which one unit of a drawing is one pixel. */
const BASE_FONT_SIZE = 15;

/**
 * A drawing that fills the width of its place. It is drawn again when that changes, so its texts keep their size. It grows
 * with the text of the page.
 */
export class ChartElement extends LitElement {
  static properties = {
    /** The width in units of the drawing. */
    width: { state: true },
    /** Pixels for each unit. */
    scale: { state: true },
  };

  #observer = new ResizeObserver(([entry]) => {
    this.scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / BASE_FONT_SIZE;
    this.width = Math.floor(entry.contentRect.width / this.scale);
  });

  constructor() {
    super();
    this.width = 0;
    this.scale = 1;
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
