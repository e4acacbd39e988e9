import { join } from 'node:path';
import { execa } from 'execa';
import { UsageError } from '../../kernel/usage-error.ts';

/** A Java that can run DynamoDB Local. */
export interface Java {
  readonly path: string;
  /** Such as `17.0.15`. */
  readonly version: string;
}

/** DynamoDB Local 2 is compiled for Java 17. */
export const leastJava = 17;

const hint = [
  `Install Java ${leastJava} or newer (https://adoptium.net, "apt install openjdk-17-jre-headless", "brew install openjdk@17"),`,
  'or name one: FAULTLINE_JAVA=/path/to/bin/java',
].join('\n');

/**
 * Finds a Java for DynamoDB Local: the one that `FAULTLINE_JAVA` names, or the first that fits of `JAVA_HOME` and the PATH.
 *
 * @throws UsageError with what was found instead and how to get the right one
 */
export async function findJava(environment: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const { FAULTLINE_JAVA: named, JAVA_HOME: home } = environment;
  const candidates = named ? [named] : [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  const rejected: string[] = [];
  for (const candidate of candidates) {
    const answer = await ask(candidate, environment);
    if (typeof answer !== 'string') return answer;
    rejected.push(answer);
  }
  throw new UsageError(`DynamoDB Local needs Java >= ${leastJava}; ${rejected.join('; ')}`, { hint });
}

/** The Java, or why it does not fit. */
async function ask(command: string, environment: NodeJS.ProcessEnv): Promise<Java | string> {
  const { stderr, stdout, code } = await execa(command, ['-version'], {
    env: environment,
    extendEnv: false,
    reject: false,
    timeout: 10_000,
  });
  if (code === 'ENOENT') return `"${command}" was not found`;
  const version = /version "([^"]+)"/.exec(`${stderr}\n${stdout}`)?.[1];
  if (version === undefined) return `"${command}" does not run`;
  const [first, second] = version.split(/[._-]/).map(Number);
  const major = first === 1 ? second : first;
  return major !== undefined && major >= leastJava ? { path: command, version } : `"${command}" is Java ${version}`;
}
