/** A line of a function's log. */
export interface LogLine {
  readonly at: number;
  readonly message: string;
  readonly stream: string;
}

/** The logs of all functions, as long as the simulation runs. */
export class Logs {
  readonly #lines = new Map<string, LogLine[]>();

  /** Makes the log of a function; one that never ran has an empty one. */
  open(name: string): void {
    this.#lines.set(name, []);
  }

  add(name: string, line: LogLine): void {
    this.#lines.get(name)?.push(line);
  }

  /** The lines of a time in which a text stands; undefined if there is no such function. */
  find(name: string, { text, from, to }: { readonly text: string; readonly from: number; readonly to: number }) {
    const lines = this.#lines.get(name);
    return lines?.flatMap((line, n) =>
      line.at >= from && line.at <= to && line.message.includes(text) ? [{ ...line, id: `${name}/${n}` }] : [],
    );
  }
}
