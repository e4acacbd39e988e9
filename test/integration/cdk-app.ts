import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { projectRoot } from '../../kernel/project.ts';

const cloudFormation = new CloudFormationClient({});
const cdk = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** What `cdk` has said, and whether it has failed. */
export interface Said {
  readonly failed: boolean;
  readonly text: string;
}

/** A CDK app below `test/apps`, deployed as its owner would do it: by `cdk` in the folder of the app. */
export class CdkApp {
  readonly #folder: string;
  /** Where the app was synthesized, by the context that it was given. */
  readonly #assemblies = new Map<string, string>();

  constructor(name: string) {
    this.#folder = join(projectRoot, 'test', 'apps', name);
  }

  /** @param context values that the app asks for, such as `name=moon` */
  async deploy(stack: string, ...context: readonly string[]): Promise<Said> {
    const assembly = await this.#assembly(context);
    return this.#cdk('deploy', stack, '--app', assembly, '--require-approval', 'never', '--progress', 'events');
  }

  async destroy(stack: string): Promise<Said> {
    return this.#cdk('destroy', stack, '--app', await this.#assembly([]), '--force');
  }

  /** Removes what was synthesized. */
  remove(): void {
    for (const assembly of this.#assemblies.values()) rmSync(assembly, { recursive: true, force: true });
    this.#assemblies.clear();
  }

  async #assembly(context: readonly string[]): Promise<string> {
    const key = context.join(' ');
    const known = this.#assemblies.get(key);
    if (known !== undefined) return known;
    const assembly = mkdtempSync(join(tmpdir(), 'faultline-app-'));
    this.#assemblies.set(key, assembly);
    const given = context.flatMap((each) => ['--context', each]);
    const { failed, text } = await this.#cdk('synth', '--quiet', '--output', assembly, ...given);
    if (failed) throw new Error(text);
    return assembly;
  }

  async #cdk(...args: readonly string[]): Promise<Said> {
    const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
    try {
      const run = promisify(execFile)(process.execPath, [cdk, ...args], { cwd: this.#folder, env });
      const { stdout, stderr } = await run;
      return { failed: false, text: `${stdout}${stderr}` };
    } catch (error) {
      if (typeof error !== 'object' || error === null || !('stdout' in error && 'stderr' in error)) throw error;
      return { failed: true, text: `${error.stdout}${error.stderr}` };
    }
  }
}

/** @throws Error with what `cdk` has said, if it has failed */
export async function succeeds(said: Promise<Said>): Promise<void> {
  const { failed, text } = await said;
  if (failed) throw new Error(text);
}

/** The outputs of a deployed stack. */
export async function outputsOf(StackName: string): Promise<Readonly<Record<string, string>>> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

/** The status of a stack, such as `CREATE_COMPLETE`. */
export async function statusOf(StackName: string): Promise<string | undefined> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Stacks[0]?.StackStatus;
}

/** The physical ids of a stack's resources, by their logical ids. */
export async function physicalIdsOf(StackName: string): Promise<Readonly<Record<string, string>>> {
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName }));
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
}
