import type { Injection } from '../../run/run-files.ts';

/** An answer of the Chaos API. */
export interface ChaosAnswer {
  readonly status: number;
  readonly body: unknown;
}

async function ask(path: string, method: string, body?: unknown): Promise<ChaosAnswer> {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  });
  return { status: answer.status, body: await answer.json() };
}

/** One request to `/_localstack/chaos/faults`; a text is sent as it is. */
export function faults(method: string, body?: unknown): Promise<ChaosAnswer> {
  return ask('/_localstack/chaos/faults', method, body);
}

/** One request to `/_localstack/chaos/effects`. */
export function effects(method: string, body?: unknown): Promise<ChaosAnswer> {
  return ask('/_localstack/chaos/effects', method, body);
}

let injectedAt = 0;

/** Puts exactly these rules into force. */
export async function inject(...rules: object[]): Promise<void> {
  if (rules.length > 0) injectedAt = Date.now();
  const { status, body } = await faults('POST', rules);
  if (status !== 200) throw new Error(`the rules were refused: ${JSON.stringify(body)}`);
}

/** Ends everything that the Chaos API started. */
export async function endChaos(): Promise<void> {
  await inject();
  await effects('DELETE');
}

/** What the rule with this id did since rules were put into force last. */
export async function injectionsOf(rule: string): Promise<Injection[]> {
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL}/_localstack/faultline/injections?since=${injectedAt}`);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Injection).filter((injection) => injection.rule === rule);
}
