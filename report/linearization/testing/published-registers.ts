/** An event of a register's history; its index and time are its place. */
interface Line {
  readonly process: string;
  readonly type: 'invoke' | 'ok';
  readonly f: string;
  readonly value?: unknown;
}

type Short = readonly [process: string, type: Line['type'], f: string, value?: unknown];

/*
 * The two histories of Porcupine's TestRegisterModel (github.com/anishathalye/porcupine, porcupine_test.go), which takes
 * them from an examination of MIT's course 6.824 in 2017; its initial 0 is null here.
 */

/** Both reads overlap the write, so that each may come before it or after it. */
export const soundRegister: readonly Line[] = lines(
  ['C0', 'invoke', 'write', 100],
  ['C1', 'invoke', 'read'],
  ['C2', 'invoke', 'read'],
  ['C2', 'ok', 'read', null],
  ['C1', 'ok', 'read', 100],
  ['C0', 'ok', 'write'],
);

/** The old value is read after the new one was. */
export const brokenRegister: readonly Line[] = lines(
  ['C0', 'invoke', 'write', 200],
  ['C1', 'invoke', 'read'],
  ['C1', 'ok', 'read', 200],
  ['C2', 'invoke', 'read'],
  ['C2', 'ok', 'read', null],
  ['C0', 'ok', 'write'],
);

function lines(...all: readonly Short[]): readonly Line[] {
  return all.map(([process, type, f, value]) => ({ process, type, f, ...(value !== undefined && { value }) }));
}

/** A history file of these events, with others before them. */
export function fileOf(events: readonly object[]): string {
  const header = { faultline: 'history', version: 1, origin: 0 };
  const numbered = events.map((event, index) => ({ index, time: index * 1e6, ...event }));
  return [header, ...numbered].map((line) => `${JSON.stringify(line)}\n`).join('');
}
