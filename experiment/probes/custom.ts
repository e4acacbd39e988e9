import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Answer, ProbeContext, ProbeKind } from './probe.ts';

const fields = {
  /** A TypeScript or JavaScript file, relative to the experiment file, that exports a function `probe`. */
  module: z.string().regex(/\.m?[jt]s$/, 'expected a path that ends with .ts, .mts, .js or .mjs'),
  /** Handed to it. */
  parameters: z.record(z.string(), z.unknown()).default({}),
};

/** What the module of a custom probe exports as `probe`. */
export type CustomProbe = (parameters: Readonly<Record<string, unknown>>, context: ProbeContext) => Promise<Answer>;

/** A probe of one's own. */
export const custom: ProbeKind<'custom', typeof fields> = {
  type: 'custom',
  summary: 'what the function `probe` of a module of your own answers',
  fields,
  answers: 'anything',
  inWords: ({ module }) => `answer of ${basename(module)}`,
  async ask({ module, parameters }, context) {
    const { probe } = (await import(pathToFileURL(module).href)) as { probe?: CustomProbe };
    if (typeof probe !== 'function') throw new Error(`${module} exports no function named "probe"`);
    return probe(parameters, context);
  },
};
