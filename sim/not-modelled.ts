import { UsageError } from '../kernel/usage-error.ts';

/** The simulator does not know how AWS does this; it never guesses. */
export class NotModelled extends UsageError {
  /** @param what the subject of a sentence, with the logical id of a resource or the name of a function where there is one */
  constructor(what: string) {
    super(`${what} is not modelled by the simulator`, {
      hint: 'Run it on LocalStack: the same command without --on sim.',
    });
  }
}
