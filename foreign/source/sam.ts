import { resolve } from 'node:path';
import { parse } from 'yaml';
import { UsageError } from '../../kernel/usage-error.ts';
import { translateSam } from '../../localstack/host/translate-sam.ts';
import { isObject } from '../../localstack/support/finding.ts';
import { shortForms } from '../../localstack/support/short-forms.ts';
import type { Json, Rewritable } from '../assembly/rewritable.ts';
import { checkHandler } from './function-code.ts';
import { giveRoutes } from './http-routes.ts';
import type { LocalCode, UploadedCode } from './local-code.ts';

const transform = 'AWS::Serverless-2016-10-31';

/** A template, perhaps one for SAM. */
export interface GivenTemplate extends Rewritable {
  readonly Transform?: unknown;
  readonly Globals?: Readonly<Record<string, Json>>;
}

/** Whether a template is for SAM. */
export function isSam({ Transform }: GivenTemplate): boolean {
  return [Transform].flat().includes(transform);
}

/**
 * A SAM template in CloudFormation's own resources, with what it names on this machine taken along.
 * @throws UsageError for code that is not there or was not built, and what SAM refuses
 */
export async function withoutSam(template: GivenTemplate, root: string, code: LocalCode): Promise<Rewritable> {
  const { Resources, Globals = {} } = template;
  for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
    if (Type === 'AWS::Serverless::Function') takeFunction(id, Properties, Globals.Function ?? {}, root, code);
    else if (Type === 'AWS::Serverless::LayerVersion' && typeof Properties.ContentUri === 'string') {
      Properties.ContentUri = uri(code.take(Properties.ContentUri, id));
    } else if (typeof Properties.DefinitionUri === 'string') {
      const property = Type === 'AWS::Serverless::StateMachine' ? 'Definition' : 'DefinitionBody';
      Properties[property] = parse(code.read(Properties.DefinitionUri, id), { customTags: shortForms });
      delete Properties.DefinitionUri;
    }
  }
  const translated = (await translateSam(template, () => undefined)) as Rewritable;
  giveRoutes(translated);
  return translated;
}

function takeFunction(id: string, properties: Json, globals: Json, root: string, code: LocalCode): void {
  if (properties.InlineCode !== undefined || properties.PackageType === 'Image') return;
  const { CodeUri = globals.CodeUri ?? '.', Runtime = globals.Runtime, Handler = globals.Handler } = properties;
  if (isObject(CodeUri) || String(CodeUri).startsWith('s3://')) {
    throw new UsageError(`the code of ${id} lies in a bucket, from which nothing is taken`, {
      hint: 'Give CodeUri the path of its folder.',
    });
  }
  checkHandler(id, { Runtime, Handler }, resolve(root, String(CodeUri)));
  properties.CodeUri = uri(code.take(String(CodeUri), id));
}

function uri({ S3Bucket, S3Key }: UploadedCode): object {
  return { Bucket: S3Bucket, Key: S3Key };
}
