import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { build, stop } from 'esbuild';
import { projectRoot } from '../kernel/project.ts';
import { bundleFunctions } from './bundle.ts';
import { findSabotage, sabotageNames, sabotagePlugin } from './sabotage.ts';
import { entries, entryNames } from './stacks/entries.ts';

const handler = "import { rule } from '../shared/rule.ts';\nexport const handler = async () => rule();\n";

/** A project whose every handler imports one rule, which two sabotages replace. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'faultline-project-'));
  const all = {
    ...Object.fromEntries(
      Object.values(entries).map((entry) => [entry, "export const handler = async () => 'chaos';\n"]),
    ),
    'functions/payments/handler.ts': handler,
    'functions/shared/rule.ts': "export const limit = 'the-limit';\nexport const rule = () => 'the-rule' + limit;\n",
    'functions/shared/idle.ts': 'export const idle = 1;\n',
    'functions/sabotage/no-rule/shared/rule.ts':
      "export { limit } from '../../../shared/rule.ts';\nexport const rule = () => 'no-rule-at-all';\n",
    'functions/sabotage/no-rule/shared/rule.test.ts': "throw new Error('a test is no twin');\n",
    'functions/sabotage/orphan/shared/gone.ts': 'export const gone = 1;\n',
    'functions/sabotage/idle/shared/idle.ts': 'export const idle = 2;\n',
    'functions/sabotage/README.md': 'How to break it.\n',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

async function bundleOf(name: string, root: string, sabotage?: string): Promise<string> {
  const { files } = await bundleFunctions({ root, ...(sabotage === undefined ? {} : { sabotage }) });
  return Buffer.from(files.get(`${name}/index.mjs`) ?? []).toString();
}

describe('a sabotage', () => {
  const root = project();

  it('takes the place of a module wherever it is imported', async () => {
    expect(await bundleOf('payments', root)).toContain('the-rule');
    expect(await bundleOf('payments', root, 'no-rule')).toContain('no-rule-at-all');
  });

  it('changes no bundle that does not import the module', async () => {
    expect(await bundleOf('shipping', root, 'no-rule')).toBe(await bundleOf('shipping', root));
  });

  it('may keep parts of the original', async () => {
    const reading = project({
      'functions/payments/handler.ts':
        "import { limit, rule } from '../shared/rule.ts';\nexport const handler = async () => rule() + limit;\n",
    });
    const bundle = await bundleOf('payments', reading, 'no-rule');
    expect(bundle).toContain('the-limit');
    expect(bundle).not.toContain('the-rule');
  });

  it('can be a whole handler', async () => {
    const twin = "export const handler = async () => 'broken-entry';\n";
    const whole = project({ 'functions/sabotage/broken/payments/handler.ts': twin });
    expect(await bundleOf('payments', whole, 'broken')).toContain('broken-entry');
  });

  it('that is unknown is refused, with those that exist', () => {
    expect(() => findSabotage(join(root, 'functions'), 'no-such')).toThrow(
      expect.objectContaining({
        message: 'There is no sabotage called "no-such".',
        hint: 'Those that exist: idle, no-rule, orphan.',
      }),
    );
    expect(() => findSabotage(join(root, 'functions'), '../shared')).toThrow(
      'There is no sabotage called "../shared".',
    );
  });

  it('without an original is refused', () => {
    expect(() => findSabotage(join(root, 'functions'), 'orphan')).toThrow(
      'functions/sabotage/orphan/shared/gone.ts would replace functions/shared/gone.ts, which does not exist',
    );
  });

  it('that no function would notice is refused', async () => {
    await expect(bundleOf('payments', root, 'idle')).rejects.toThrow(
      'The sabotage idle changes nothing: no function imports what functions/sabotage/idle/shared/idle.ts replaces.',
    );
  });
});

describe("the project's own bundles", () => {
  it('hold the handlers, what they import, and no trace of a sabotage', async () => {
    const { files, inputs } = await bundleFunctions();
    for (const name of entryNames) {
      expect(inputs).toContain(entries[name]);
      expect(Buffer.from(files.get(`${name}/index.mjs`) ?? []).toString()).toMatch(/export\s*\{[^}]*handler/);
    }
    // The assembly kept from before is found by the sources of these folders: nothing else may go into a bundle.
    expect(inputs.filter((input) => !/^(functions|chaos|node_modules)\//.test(input))).toEqual([]);
    expect(inputs.filter((input) => input.includes('sabotage'))).toEqual([]);
    for (const bytes of files.values()) {
      expect(Buffer.from(bytes).includes('functions/sabotage/')).toBe(false);
    }
  }, 60_000);

  it.each(sabotageNames(join(projectRoot, 'functions')))('hold every twin of %s when it is asked for', async (name) => {
    const sabotage = findSabotage(join(projectRoot, 'functions'), name);
    // Without the packages, which no sabotage changes: they are nearly all of the work.
    const { metafile } = await build({
      absWorkingDir: projectRoot,
      entryPoints: Object.values(entries),
      outdir: 'unwritten',
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      plugins: [sabotagePlugin(sabotage)],
    });
    const inputs = Object.keys(metafile.inputs).map((input) => join(projectRoot, input));
    expect(inputs).toEqual(expect.arrayContaining([...sabotage.twins.values()]));
  });
});

afterAll(stop);
