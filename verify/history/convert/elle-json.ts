import { type HistoryEvent, nemesis } from '../event.ts';
import { jsonText } from '../exact-json.ts';
import { ClientNumbers } from './client-numbers.ts';
import type { HistoryWriter } from './history-writer.ts';

/**
 * The JSON that elle-cli reads (github.com/ligurio/elle-cli): an array of operations with `index`, `process`, `type`,
 * `f`, `value`, `time`. Processes are numbered, the nemesis is left out, an operation on a key has `[key, value]`.
 */
export class ElleJson implements HistoryWriter {
  readonly head = '[';
  readonly #clients = new ClientNumbers();
  #index = 0;

  text({ process, type, f, key, value = null, time }: HistoryEvent): string {
    if (process === nemesis) return '';
    const said = key === undefined ? value : [key, value];
    const operation = { index: this.#index, process: this.#clients.of(process), type, f, value: said, time };
    const before = this.#index === 0 ? '' : ',\n';
    this.#index += 1;
    return `${before}${jsonText(operation)}`;
  }

  tail(): string {
    return ']\n';
  }
}
