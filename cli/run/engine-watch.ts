import { readFile } from 'node:fs/promises';
import { isGone } from '../../kernel/gone.ts';
import { UsageError } from '../../kernel/usage-error.ts';

/** What runs under a run. */
export interface WatchedEngine {
  readonly endpoint: string;
  readonly logFile?: string;
}

/** Watches over the LocalStack of a run. */
export interface EngineWatch {
  /** Aborts, with an error for the user, when LocalStack has ended. */
  readonly gone: AbortSignal;
  /** Begins to look, when it is there. */
  begin(): void;
  /** What to say of an error: that LocalStack has ended, if that is why. */
  explain(error: unknown): Promise<unknown>;
  close(): void;
}

const LOOK_EVERY_MS = 250;
const LINES_OF_LOG = 3;

/** A run whose LocalStack has ended can only wait for its deadlines: it is told at once, and why. */
export function watchEngine(engine: WatchedEngine): EngineWatch {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    if (timer === undefined || controller.signal.aborted || !(await isGone(engine))) return;
    close();
    controller.abort(await ending(engine));
  };
  const close = () => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    gone: controller.signal,
    begin() {
      timer = setInterval(look, LOOK_EVERY_MS);
    },
    async explain(error) {
      await look();
      return controller.signal.aborted ? controller.signal.reason : error;
    },
    close,
  };
}

async function ending({ endpoint, logFile }: WatchedEngine): Promise<UsageError> {
  const log = logFile === undefined ? '' : await readFile(logFile, 'utf8').catch(() => '');
  const last = log.trimEnd().split('\n').slice(-LINES_OF_LOG).join('\n');
  return new UsageError(`the LocalStack at ${endpoint} has ended in the middle of the run`, {
    hint: last === '' ? 'Start it again, and the run.' : `The end of its log, ${logFile}:\n${last}`,
  });
}
