import { html, render } from "lit";

render(html`<h1>Conversation sessions</h1>`, document.querySelector("main"));
