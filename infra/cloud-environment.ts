import type { Cloud } from '../kernel/cloud.ts';

/**
 * Runs something with the environment variables of a cloud, and none of the developer's own `AWS_` variables: the CDK Toolkit
 * takes the endpoint from nowhere else. They are put back at the end.
 */
export async function inEnvironmentOf<Result>(cloud: Cloud, run: () => Promise<Result>): Promise<Result> {
  if (cloud.kind === 'aws') {
    return run();
  }
  const before = { ...process.env };
  const own = Object.keys(before).filter((name) => name.startsWith('AWS_'));
  for (const name of own) {
    delete process.env[name];
  }
  Object.assign(process.env, cloud.environment);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(cloud.environment)) {
      delete process.env[name];
    }
    for (const name of [...own, ...Object.keys(cloud.environment)]) {
      if (before[name] !== undefined) {
        process.env[name] = before[name];
      }
    }
  }
}
