import { type DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { chaosNames } from '../../chaos/cdk/chaos-functions.ts';
import { deployCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { ChaosNames } from '../../system/deployed.ts';

/** The lab of a deployed system. */
export interface Lab {
  /** What the physical names of the system begin with. */
  readonly prefix: string;
  readonly names: ChaosNames;
}

const suffix = '-chaos';

/** Every lab of a cloud, by its table of rules: whatever the system, whoever deployed it. */
export async function deployedLabs(client: DynamoDBClient): Promise<Lab[]> {
  const labs: Lab[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    for (const table of TableNames) {
      if (!table.endsWith(suffix)) continue;
      const prefix = table.slice(0, -suffix.length);
      labs.push({ prefix, names: chaosNames(prefix) });
    }
  }
  return labs;
}

/**
 * The lab of the system that a fault aims at: the one whose names the target's begin with, or the only one.
 * @throws UsageError where there is none, or no telling which
 */
export function labFor(labs: readonly Lab[], target: Readonly<Record<string, unknown>>): Lab {
  const aimed = [target.function, target.queue, target.table].find((name) => typeof name === 'string');
  // Of `orders` and `orders-eu` the longer one is meant by `orders-eu-payments`.
  const [fitting] = labs
    .filter(({ prefix }) => String(aimed ?? '').startsWith(`${prefix}-`))
    .sort((one, other) => other.prefix.length - one.prefix.length);
  if (fitting !== undefined) return fitting;
  const [only] = labs;
  if (only === undefined) {
    throw new UsageError('there is no lab on this cloud: no table of a name such as orders-chaos', {
      hint: `Deploy a system: ${deployCommand}`,
    });
  }
  if (labs.length === 1) return only;
  const names = labs.map(({ prefix }) => prefix).join(', ');
  throw new UsageError(`"${aimed ?? 'a whole service'}" belongs to none of the systems that are deployed: ${names}`, {
    hint: 'Name a function, queue or table of one of them.',
  });
}
