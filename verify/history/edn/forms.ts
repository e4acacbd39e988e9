/** A piece of EDN text that is one whole form, and the line on which it begins, from 1. */
export interface Form {
  readonly text: string;
  readonly line: number;
}

/** EDN text whose brackets do not match. */
export class FormError extends Error {
  override readonly name = 'FormError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const interesting = /["\\;{}[\]()\n]/g;

/**
 * Cuts EDN text, given in chunks of any size, into maps: those at the top, and those of one vector or list around all of
 * them, as Jepsen writes `history.edn` in both ways. Brackets are matched here, because the parser does not complain.
 */
export class FormCutter {
  #text = '';
  #at = 0;
  #from = 0;
  #line = 1;
  #formLine = 1;
  readonly #open: string[] = [];
  /** How many brackets are open around each map. */
  #around = 0;

  /** The maps that end in this chunk. @throws FormError */
  push(chunk: string): Form[] {
    this.#text = this.#text.slice(this.#from) + chunk;
    this.#at -= this.#from;
    this.#from = 0;
    const forms: Form[] = [];
    for (;;) {
      interesting.lastIndex = this.#at;
      const found = interesting.exec(this.#text);
      if (found === null) {
        this.#at = this.#text.length;
        break;
      }
      if (!this.#accept(found[0], found.index, forms)) {
        this.#at = found.index;
        break;
      }
    }
    if (this.#open.length === this.#around) this.#from = this.#at;
    return forms;
  }

  /** What is left of a form that never ended: a crash cut it off. Undefined when there is none. */
  rest(): string | undefined {
    const text = this.#text.slice(this.#from).trim();
    return this.#open.length > 0 || (text !== '' && !text.startsWith(';')) ? text : undefined;
  }

  get line(): number {
    return this.#line;
  }

  /** Pass one character that matters; false when the text ends within what it begins. */
  #accept(character: string, index: number, forms: Form[]): boolean {
    this.#at = index + 1;
    if (character === '\n') this.#line += 1;
    else if (character === '"') return this.#skipString(index);
    else if (character === '\\') {
      if (index + 1 >= this.#text.length) return false;
      this.#at = index + 2;
    } else if (character === ';') {
      const end = this.#text.indexOf('\n', index);
      if (end < 0) return false;
      this.#at = end;
    } else if (closing[character] !== undefined) this.#begin(character, index);
    else this.#end(character, index, forms);
    return true;
  }

  #skipString(index: number): boolean {
    let end = index + 1;
    for (; end < this.#text.length && this.#text[end] !== '"'; end++) if (this.#text[end] === '\\') end += 1;
    if (end >= this.#text.length) return false;
    for (let at = this.#text.indexOf('\n', index); at >= 0 && at < end; at = this.#text.indexOf('\n', at + 1)) {
      this.#line += 1;
    }
    this.#at = end + 1;
    return true;
  }

  #begin(character: string, index: number): void {
    if (this.#open.length === this.#around) {
      if (this.#around === 0 && character !== '{') this.#around = 1;
      else {
        this.#from = index;
        this.#formLine = this.#line;
      }
    }
    this.#open.push(character);
  }

  #end(character: string, index: number, forms: Form[]): void {
    const began = this.#open.pop();
    if (began === undefined || closing[began] !== character) {
      const expected = began === undefined ? 'no closing bracket' : `${closing[began]} for the ${began} before it`;
      throw new FormError(this.#line, `got ${character}, expected ${expected}`);
    }
    if (this.#open.length < this.#around) this.#around = 0;
    else if (this.#open.length === this.#around) {
      forms.push({ text: this.#text.slice(this.#from, index + 1), line: this.#formLine });
      this.#from = index + 1;
    }
  }
}
