import type { Rules } from '../faults/rules.ts';
import { NotModelled } from '../not-modelled.ts';
import type { HttpAnswer, HttpRequest } from '../realm/owner.ts';
import { json } from './answers.ts';
import type { MessageJournal } from './message-journal.ts';

export interface LabApiParts {
  readonly rules: Rules;
  readonly messages: MessageJournal;
  /** How many environments of each function are alive. */
  readonly environments: () => readonly { readonly function: string }[];
}

const lines = (body: string): HttpAnswer => ({ status: 200, headers: { 'content-type': 'text/plain' }, body });

/** What LocalStack has under `/_localstack` with the lab's plug-in, so that the runner asks here as it asks there. */
export function labApi({ rules, messages, environments }: LabApiParts) {
  return ({ method, path, body }: HttpRequest): HttpAnswer => {
    const { pathname, searchParams } = new URL(path, 'http://lab');
    const since = Number(searchParams.get('since') ?? 0);
    const given = body.length === 0 ? undefined : JSON.parse(Buffer.from(body).toString());
    switch (pathname) {
      case '/_localstack/chaos/faults':
        return faults(method, given);
      case '/_localstack/chaos/effects':
        if (method === 'POST' || method === 'PATCH') throw new NotModelled('A network effect of the Chaos API');
        return json({});
      case '/_localstack/faultline/injections':
        return lines(
          rules
            .injectionsSince(since)
            .map((injection) => `${JSON.stringify(injection)}\n`)
            .join(''),
        );
      case '/_localstack/faultline/messages':
        return lines(messages.since(since));
      case '/_localstack/faultline/environments':
        return json({ environments: environments() });
      default:
        return json({ message: `There is no ${pathname}.` }, 404);
    }
  };

  function faults(method: string, given: unknown): HttpAnswer {
    if (method === 'POST') rules.clear();
    if (method === 'POST' || method === 'PATCH') rules.add(given);
    if (method === 'DELETE') rules.remove((given as { readonly id: string }[]).map(({ id }) => id));
    return json(rules.all);
  }
}
