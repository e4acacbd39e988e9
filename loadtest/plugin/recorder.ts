import { appendFileSync } from 'node:fs';
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import type { ClientAttempt } from '../../run/run-files.ts';
import { attemptOf, type Came, type SentRequest } from './attempt-of.ts';
import { drawFor } from './seeded-chance.ts';

/** What the plug-in is told, in the variable of the environment {@link recorderVariable}. */
export interface Recorder {
  /** Gets a line an attempt. */
  readonly clientLog: string;
  readonly keyField: string;
  /** The number of the last virtual user before these. */
  readonly after: number;
}

/** In JSON, a {@link Recorder}. */
export const recorderVariable = 'FAULTLINE_RECORDER';

/** A script as Artillery hands it to a plug-in, as far as it is changed here. */
interface Script {
  readonly config: { processor?: Record<string, unknown> };
  readonly scenarios?: readonly Record<string, unknown>[];
}

interface User {
  readonly _uid: string;
}

type Next = (error?: unknown) => void;

const COUNTER = 'faultline/virtual-users';

/** Artillery's own metrics are as it has them now. */
export const LEGACY_METRICS_FORMAT = false;

/**
 * Artillery's plug-in that writes down every HTTP request of a script and what came of it, so that a run can be judged; the
 * script stays as it is (https://www.artillery.io/docs/reference/extension-apis#plugins).
 */
export class Plugin {
  constructor(script: Script) {
    const recorder: Recorder = JSON.parse(process.env[recorderVariable] ?? '');
    if (isMainThread) shareCounter(recorder.after);
    else record(script, recorder);
  }
}

/** Workers number their users together. */
function shareCounter(after: number): void {
  const counter = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  Atomics.store(new Int32Array(counter), 0, after);
  setEnvironmentData(COUNTER, counter);
}

function record(script: Script, { clientLog, keyField }: Recorder): void {
  const counter = new Int32Array(getEnvironmentData(COUNTER) as SharedArrayBuffer);
  const users = new Map<string, { readonly request: number; attempts: number }>();
  const begun = new Map<string, Pick<ClientAttempt, 'at' | 'process' | 'request' | 'attempt'>>();

  const begin = ({ uuid }: SentRequest, { _uid }: User) => {
    const user = users.get(_uid) ?? { request: Atomics.add(counter, 0, 1) + 1, attempts: 0 };
    users.set(_uid, user);
    user.attempts += 1;
    const { request, attempts: attempt } = user;
    const process = `user-${request}`;
    begun.set(uuid, { at: Date.now(), process, request, attempt });
    drawFor(`${process}/${attempt}`);
  };
  const write = (request: SentRequest, came: Came) => {
    const place = begun.get(request.uuid);
    // An error may be told twice.
    if (place === undefined) return;
    begun.delete(request.uuid);
    const attempt = attemptOf(request, came, { ...place, endedAt: Date.now(), keyField });
    appendFileSync(clientLog, `${JSON.stringify(attempt)}\n`);
  };
  const hooks = {
    faultlineBegins(request: SentRequest, user: User, _events: unknown, next: Next) {
      begin(request, user);
      next();
    },
    faultlineHears(
      request: SentRequest,
      answer: { statusCode: number; body: string },
      _user: User,
      _: unknown,
      next: Next,
    ) {
      write(request, { status: answer.statusCode, body: answer.body });
      next();
    },
    faultlineFails(error: Error & { code?: string }, request: SentRequest, _user: User, _: unknown, next: Next) {
      write(request, { error: error.code ?? error.message });
      next();
    },
  };
  script.config.processor = { ...script.config.processor, ...hooks };
  for (const scenario of script.scenarios ?? []) {
    scenario.beforeRequest = ['faultlineBegins', ...listed(scenario.beforeRequest)];
    scenario.afterResponse = ['faultlineHears', ...listed(scenario.afterResponse)];
    scenario.onError = ['faultlineFails', ...listed(scenario.onError)];
  }
}

function listed(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}
