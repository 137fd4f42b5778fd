import { html } from 'lit';
import { PageElement } from '../parts/page-element.js';
class P extends PageElement { render() { return html`<h1>settings</h1>`; } }
customElements.define('cs-settings', P);
