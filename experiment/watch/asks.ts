import { Aborted } from '../../kernel/aborted.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import { type Ask, openAskLines } from '../../run/asks.ts';
import type { RunLines } from '../../run/journal.ts';

/** What may be asked of the faults of a method. */
export type FaultAsk = Exclude<Ask, { ask: 'abort' }>;

/** Does what was asked. @throws UsageError that says why not */
export type Answer = (ask: FaultAsk) => Promise<void>;

/** Hears what people ask of the run. */
export interface Asks {
  /** Aborts, with `Aborted`, when somebody asks for it. */
  readonly aborts: AbortSignal;
  /** From now on this answers what is asked of the faults, until the function that is returned is called. */
  answerBy(answer: Answer): () => void;
  close(): void;
}

const LOOK_EVERY_MS = 100;

/** Listens for what is asked of the run that writes into a folder. What is refused is written down, and the run goes on. */
export function openAsks(runDir: string, lines: Pick<RunLines, 'journal'>): Asks {
  const asked = openAskLines(runDir);
  const abort = new AbortController();
  let answerer: Answer | undefined;
  const answer = async (ask: FaultAsk) => {
    lines.journal('asked', 'started', ask);
    try {
      if (answerer === undefined)
        throw new UsageError('faults come and go only while the method of an experiment runs');
      await answerer(ask);
      lines.journal('asked', 'completed', ask);
    } catch (error) {
      lines.journal('asked', 'deviated', { ...ask, error: error instanceof Error ? error.message : String(error) });
    }
  };
  const timer = setInterval(() => {
    for (const ask of asked()) {
      if (ask.ask !== 'abort') void answer(ask);
      else if (!abort.signal.aborted) abort.abort(new Aborted('somebody asked for it on the live page'));
    }
  }, LOOK_EVERY_MS);
  return {
    aborts: abort.signal,
    answerBy(next) {
      answerer = next;
      return () => {
        answerer = undefined;
      };
    },
    close: () => clearInterval(timer),
  };
}
