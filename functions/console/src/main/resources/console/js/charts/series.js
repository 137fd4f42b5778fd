import { svg } from 'lit';

/** The kinds of sessions in the order in which they are stacked and listed, the lowest first. */
export const SERIES = ['selfService', 'dropOff', 'agent'];

let lastId = 0;

/** Returns an id for a pattern of a drawing: it must be unique in the document. */
export const patternId = () => `stripes-${++lastId}`;

/** Stripes tell drop-offs from the others without colours. */
export const stripes = (id) => svg`
  <pattern id=${id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="5" height="5" class="stripe-ground"></rect>
    <rect width="2.5" height="5" class="stripe"></rect>
  </pattern>
`;

/** The fill of a kind, or null where the stylesheet has it. */
export const fillOf = (kind, stripesId) => (kind === 'dropOff' ? `url(#${stripesId})` : null);
