import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { functionTarget } from '../target.ts';

const parameters = z.strictObject({});

/** A `/tmp` without room, for as long as the invocation lasts. */
export const diskFull: Fault<'disk-full', typeof functionTarget, typeof parameters, object> = {
  name: 'disk-full',
  place: 'function',
  summary: 'There is no space left in `/tmp` while the handler runs.',
  description: `Whatever the handler writes to its temporary folder fails with \`ENOSPC\`, as it does when earlier invocations left their files
in a warm environment. Where the folder is a volume of its own, as on Lambda, it is really filled, by a file without a name that
vanishes with the process; where it lies on the disk of the machine, as on LocalStack, \`node:fs\` refuses to write there. It is free
again when the invocation ends, in whatever way.`,
  example: { target: { function: 'shop-payments' }, percentage: 20 },
  target: functionTarget,
  parameters,
  first: 1,
  decide: () => ({}),
};
