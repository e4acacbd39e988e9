import type { Cloud } from '../kernel/cloud.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of a process that is to reach a cloud: on LocalStack its variables, and none of the developer's own `AWS_`. */
export function environmentFor(cloud: Cloud, mine: Environment): Environment {
  if (cloud.kind === 'aws') return mine;
  const others = Object.entries(mine).filter(([name]) => !name.startsWith('AWS_'));
  return { ...Object.fromEntries(others), ...cloud.environment };
}
