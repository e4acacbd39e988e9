import { StringDecoder } from 'node:string_decoder';
import type { Bytes } from './source.ts';

const pieceBytes = 1 << 18;

/** Text that is read piece by piece; what was passed is forgotten whenever it is told to be. */
export class TextWindow {
  readonly #bytes: Bytes;
  readonly #piece = Buffer.allocUnsafe(pieceBytes);
  readonly #decoder = new StringDecoder('utf8');
  #isRead = false;
  text = '';
  /** The place of what comes next. */
  at = 0;
  #counted = 0;
  #line = 1;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
    this.more();
    if (this.text.startsWith('\ufeff')) this.at = 1;
  }

  /** Read on. @returns whether there was more */
  more(): boolean {
    const before = this.text.length;
    while (!this.#isRead && this.text.length === before) {
      const count = this.#bytes.read(this.#piece, 0);
      this.#isRead = count === 0;
      this.text += this.#isRead ? this.#decoder.end() : this.#decoder.write(this.#piece.subarray(0, count));
    }
    return this.text.length > before;
  }

  /** Whether anything is left. */
  get isOver(): boolean {
    while (this.at >= this.text.length) if (!this.more()) return true;
    return false;
  }

  /** The line, from 1, of what comes next. */
  get line(): number {
    for (let at = this.text.indexOf('\n', this.#counted); at >= 0 && at < this.at; ) {
      this.#line += 1;
      this.#counted = at + 1;
      at = this.text.indexOf('\n', this.#counted);
    }
    return this.#line;
  }

  /** Forget what was passed. */
  forget(): void {
    if (this.at < pieceBytes) return;
    const line = this.line;
    this.text = this.text.slice(this.at);
    this.at = 0;
    this.#counted = 0;
    this.#line = line;
  }
}
