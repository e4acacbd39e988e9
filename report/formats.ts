import { type Digest, readDigest } from './model/digest.ts';
import { postmortemOf } from './postmortem/postmortem.ts';
import { junitOf } from './text/junit.ts';
import { summaryOf } from './text/markdown.ts';

const writers: Readonly<Record<string, (digest: Digest) => string>> = {
  markdown: summaryOf,
  postmortem: postmortemOf,
  junit: ({ run }) => junitOf(run),
};

/**
 * A run as text as `markdown` (a summary for a pull request), `postmortem` (a draft, in Markdown) or `junit` (XML), from its files; nothing is written.
 * @throws NoRunError when the folder holds no file of a run
 */
export async function runAs(format: string, runDir: string): Promise<string> {
  const write = writers[format];
  if (write === undefined) throw new RangeError(`no format ${format}: expected ${Object.keys(writers).join(', ')}`);
  return write(await readDigest(runDir));
}
