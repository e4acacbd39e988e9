import { type HistoryEvent, nemesis, type ProcessId } from '../event.ts';
import { jsonText } from '../exact-json.ts';
import { ClientNumbers } from './client-numbers.ts';
import type { HistoryWriter } from './history-writer.ts';

/** A line in waiting: whether its operation happened is not known yet, or not known of one before it. */
interface Line {
  text: string;
  settled: boolean;
}

interface Call {
  readonly id: number;
  readonly client: number;
  readonly line: Line;
}

/**
 * A JSON array that Go decodes as `[]porcupine.Event` (`ClientId`, `Kind` false for a call and true for a return, `Id`,
 * `Value`). The value of a call is `{f, key, value}`, of a return `{value}`. What surely did not happen is left out, so
 * that a call waits for its end, and what comes after it too. What is of unknown outcome returns at the end, with
 * `{lost: true}`: it may take effect until then. https://pkg.go.dev/github.com/anishathalye/porcupine#Event
 */
export class PorcupineEvents implements HistoryWriter {
  readonly head = '[';
  readonly #clients = new ClientNumbers();
  readonly #open = new Map<ProcessId, Call>();
  #lines: Line[] = [];
  readonly #lost: Call[] = [];
  #ids = 0;
  #written = 0;

  text({ process, type, f, key, value }: HistoryEvent): string {
    if (process === nemesis) return '';
    const open = this.#open.get(process);
    this.#open.delete(process);
    if (type === 'invoke') {
      if (open !== undefined) this.#lose(open);
      const [id, client] = [this.#ids++, this.#clients.of(process)];
      const asked = { f, ...(key !== undefined && { key }), ...(value !== undefined && { value }) };
      const line = { text: eventText(id, client, false, asked), settled: false };
      this.#open.set(process, { id, client, line });
      this.#lines.push(line);
      return '';
    }
    if (open === undefined) return '';
    if (type === 'info') this.#lose(open);
    open.line.settled = true;
    if (type === 'fail') open.line.text = '';
    if (type === 'ok') {
      this.#lines.push({ text: eventText(open.id, open.client, true, { value: value ?? null }), settled: true });
    }
    return this.#settled();
  }

  tail(): string {
    for (const call of this.#open.values()) this.#lose(call);
    const returns = this.#lost.map(({ id, client }) => eventText(id, client, true, { lost: true }));
    return `${this.#settled()}${returns.map((text) => this.#separated(text)).join('')}]\n`;
  }

  #lose(call: Call): void {
    call.line.settled = true;
    this.#lost.push(call);
  }

  /** The lines up to the first that waits. */
  #settled(): string {
    const waiting = this.#lines.findIndex((line) => !line.settled);
    const count = waiting < 0 ? this.#lines.length : waiting;
    if (count === 0) return '';
    const texts = this.#lines.slice(0, count).flatMap(({ text }) => (text === '' ? [] : [this.#separated(text)]));
    this.#lines = this.#lines.slice(count);
    return texts.join('');
  }

  #separated(text: string): string {
    this.#written += 1;
    return this.#written === 1 ? text : `,\n${text}`;
  }
}

function eventText(id: number, client: number, isReturn: boolean, value: object): string {
  return jsonText({ ClientId: client, Kind: isReturn, Id: id, Value: value });
}
