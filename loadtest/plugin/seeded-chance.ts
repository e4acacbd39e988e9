import { threadId } from 'node:worker_threads';

// Loaded before Artillery, in each of its threads: what a script draws by chance it draws again in the next run of this seed.
const seed = process.env.FAULTLINE_SEED ?? '0';

/** What is drawn at arrivals: which scenario, which line of a file. */
const arrivals = stream(`${seed}/thread-${threadId}`);
let current = arrivals;

Math.random = () => current();

/** What is drawn from now to the end of this turn of the event loop belongs to one request, whoever draws in between in other runs. */
export function drawFor(request: string): void {
  current = stream(`${seed}/${request}`);
  setImmediate(() => {
    current = arrivals;
  });
}

/** Numbers from 0 to 1, the same for the same name: mulberry32, by Tommy Ettinger, from the FNV-1a hash of the name. */
function stream(name: string): () => number {
  let state = 0x811c9dc5;
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
