import { type Html, trusted } from './html.ts';
import type { Status } from './status.ts';

/** A verdict as a shape, so that it is told apart without its colour. */
const shapes: Readonly<Record<Status, string>> = {
  pass: '<path d="M4.6 9.4l3 3 5.8-6.4"/>',
  fail: '<path d="M5.5 5.5l7 7M12.5 5.5l-7 7"/>',
  inconclusive: '<path d="M9 4.8v5M9 12.9v.2"/>',
};

/** The sign of a verdict; the word beside it says the same, so it is hidden from screen readers. */
export function verdictMark(status: Status): Html {
  return trusted(
    `<svg class="mark" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="9" cy="9" r="8" stroke-width="1.6"/>${shapes[status]}</svg>`,
  );
}
