import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';
import { readTemplate } from '../../localstack/support/assembly.ts';
import { isObject } from '../../localstack/support/finding.ts';
import type { Rewritable } from '../assembly/rewritable.ts';
import { takeCode } from './function-code.ts';
import { asset, LocalCode } from './local-code.ts';
import { type GivenTemplate, isSam, withoutSam } from './sam.ts';

/**
 * Makes a cloud assembly of one stack of a CloudFormation or SAM template, with the code that it names by its place.
 * @param folder is there, and empty
 * @throws UsageError for a template that cannot be read, wants parameters, or names code that is not there
 */
export async function writeTemplateAssembly(file: string, stack: string, folder: string): Promise<void> {
  const given = written(readTemplate(file)) as GivenTemplate;
  refuseUnanswered(file, given);
  const root = dirname(file);
  const code = new LocalCode(root, folder);
  const template: Rewritable = isSam(given) ? await withoutSam(given, root, code) : given;
  takeCode(template, root, code);
  const text = JSON.stringify(template);
  const digest = createHash('sha256').update(text).digest('hex');
  const [templateFile, assetsFile] = [`${stack}.template.json`, `${stack}.assets.json`];
  const files = { ...code.assets, [digest]: asset(templateFile, 'file', `${digest}.json`) };
  const artifacts = {
    [`${stack}.assets`]: { type: 'cdk:asset-manifest', properties: { file: assetsFile } },
    [stack]: {
      ...{ type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region' },
      ...{ properties: { templateFile, stackName: stack }, dependencies: [`${stack}.assets`] },
    },
  };
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  writeFileSync(join(folder, templateFile), text);
  write(assetsFile, { version: schema, files });
  write('manifest.json', { version: schema, artifacts });
}

/** Of cloud assemblies, as old as what is written here. */
const schema = '36.0.0';

/** In YAML an attribute may be asked for in one word, in JSON it is two. */
function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (!isObject(value)) return value;
  const { 'Fn::GetAtt': asked } = value;
  if (typeof asked === 'string') return { 'Fn::GetAtt': asked.split(/\.(.*)/s).slice(0, 2) };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, written(each)]));
}

function refuseUnanswered(file: string, { Parameters = {} }: GivenTemplate): void {
  const open = Object.entries(Parameters).flatMap(([name, { Default }]) => (Default === undefined ? [name] : []));
  if (open.length === 0) return;
  throw new UsageError(`${file} has parameters without a default: ${open.join(', ')}`, {
    hint: 'Give each a Default that is right for a test.',
  });
}
