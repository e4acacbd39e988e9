import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { UsageError } from '../../kernel/usage-error.ts';
import { isObject } from './finding.ts';
import { shortForms } from './short-forms.ts';
import type { Template } from './template.ts';

/** A stack of an app and its template. */
export interface SynthesizedStack {
  readonly name: string;
  readonly template: Template;
}

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        displayName: z.string().optional(),
        properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
});

/**
 * The stacks of a cloud assembly (`cdk.out`), with those of its stages and the stacks that are nested in them.
 *
 * @throws UsageError if the folder holds no cloud assembly
 */
export function readAssembly(folder: string): readonly SynthesizedStack[] {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file))
    throw new UsageError(`${folder} is no cloud assembly: it has no manifest.json`, {
      hint: 'Give the folder of a CDK app (with its cdk.json), a cdk.out, or a template.',
    });
  const { artifacts } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.entries(artifacts).flatMap(([id, { type, displayName, properties }]) => {
    if (type === 'cdk:cloud-assembly') return readAssembly(join(folder, String(properties.directoryName)));
    if (type !== 'aws:cloudformation:stack') return [];
    return withNested(displayName ?? id, folder, String(properties.templateFile));
  });
}

/**
 * A CloudFormation template in JSON or YAML.
 *
 * @throws UsageError if the file is none
 */
export function readTemplate(file: string): Template {
  const given: unknown = readValue(file);
  if (!isObject(given) || !isObject(given.Resources))
    throw new UsageError(`${file} is no CloudFormation template: it has no Resources`);
  return given;
}

/** A nested stack stands beside its parent, in the file that the CDK names in the resource's metadata. */
function withNested(name: string, folder: string, file: string): SynthesizedStack[] {
  const template = readTemplate(join(folder, file));
  const nested = Object.entries(template.Resources ?? {}).flatMap(([id, { Type, Metadata }]) => {
    const asset = isObject(Metadata) ? Metadata['aws:asset:path'] : undefined;
    if (Type !== 'AWS::CloudFormation::Stack' || typeof asset !== 'string') return [];
    return withNested(`${name}/${id}`, folder, asset);
  });
  return [{ name, template }, ...nested];
}

function readValue(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    return file.endsWith('.json') ? JSON.parse(text) : parse(text, { customTags: shortForms });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} cannot be read as a template: ${reason}`, { cause: error });
  }
}
