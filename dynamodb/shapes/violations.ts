import { validationError } from '../calls/errors.ts';

const MAX_TOLD = 10;

/** AWS's complaint about a value that it does not show. */
export function hiddenViolation(at: string, constraint: string): Error {
  return validationError(`1 validation error detected: Value at '${at}' failed to satisfy constraint: ${constraint}`);
}

/** What a request breaks of its model, collected so that AWS's one answer tells all of it. */
export class Violations {
  #told: string[] = [];
  #refusal: string | undefined;

  /** A constraint that the value at a path of the request does not satisfy. */
  add(at: string, value: unknown, constraint: string): void {
    const shown = value === null ? 'null' : `'${value}'`;
    if (this.#told.length < MAX_TOLD)
      this.#told.push(`Value ${shown} at '${at}' failed to satisfy constraint: ${constraint}`);
  }

  /** A fault that AWS answers alone, before it looks at the rest. */
  refuse(message: string): void {
    this.#refusal ??= message;
  }

  /** Throws a ValidationException if there is anything to tell. */
  throwAny(): void {
    if (this.#refusal !== undefined) throw validationError(this.#refusal);
    const count = this.#told.length;
    if (count > 0)
      throw validationError(`${count} validation error${count > 1 ? 's' : ''} detected: ${this.#told.join('; ')}`);
  }
}
