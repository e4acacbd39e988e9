import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';
import { isObject } from '../../localstack/support/finding.ts';
import type { Json, Rewritable } from '../assembly/rewritable.ts';
import type { LocalCode } from './local-code.ts';

/** Which property of a resource may name code on this machine. */
const named: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Code',
  'AWS::Lambda::LayerVersion': 'Content',
};

/** Takes the code that a template names by a path, as `aws cloudformation package` does. Changes the template. */
export function takeCode({ Resources }: Rewritable, root: string, code: LocalCode): void {
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    const property = named[Type];
    if (property === undefined || Properties === undefined) continue;
    const given = Properties[property];
    if (typeof given === 'string') {
      if (Type === 'AWS::Lambda::Function') checkHandler(id, Properties, resolve(root, given));
      Properties[property] = code.take(given, id);
    } else if (isObject(given) && given.S3Bucket !== undefined && !code.has(given.S3Key)) {
      throw new UsageError(`the code of ${id} lies in a bucket, from which nothing is taken`, {
        hint: `Give ${property} the path of its folder.`,
      });
    }
  }
}

/** What is to be compiled first has no file of its handler. */
export function checkHandler(id: string, { Runtime, Handler }: Json, folder: string): void {
  if (!String(Runtime).startsWith('nodejs') || typeof Handler !== 'string') return;
  const file = Handler.replace(/\.[^./]+$/, '');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return;
  if (['.js', '.mjs', '.cjs', ''].some((ending) => existsSync(join(folder, file + ending)))) return;
  throw new UsageError(`the handler of ${id}, ${Handler}, has no ${file}.js in ${folder}`, {
    hint: 'Build it first; after sam build the template is .aws-sam/build/template.yaml.',
  });
}
