import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { stop } from 'esbuild';
import { bundleFunctions } from './bundle.ts';
import { findSabotage, sabotageNames } from './sabotage.ts';

const handlers = { payments: 'handlers/payments.ts', shipping: 'handlers/shipping.ts' };
const payments = [
  "import { fee } from './fee.ts';",
  "import { rule } from '../../shared/rule.ts';",
  'export const handler = async () => rule() + fee();\n',
].join('\n');

/** The folder of a system beside what it shares with others; sabotages replace a rule that is shared and a module of its own. */
function project(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'faultline-project-'));
  const all = {
    'shop/handlers/payments.ts': payments,
    'shop/handlers/shipping.ts': "export const handler = async () => 'shipped';\n",
    'shop/handlers/fee.ts': "export const fee = () => 'the-fee';\n",
    'shared/rule.ts': "export const limit = 'the-limit';\nexport const rule = () => 'the-rule' + limit;\n",
    'shared/idle.ts': 'export const idle = 1;\n',
    'shop/sabotage/no-rule/shared/rule.ts':
      "export { limit } from '../../../../shared/rule.ts';\nexport const rule = () => 'no-rule-at-all';\n",
    'shop/sabotage/no-rule/shared/rule.test.ts': "throw new Error('a test is no twin');\n",
    'shop/sabotage/no-fee/handlers/fee.ts': "export const fee = () => 'no-fee-at-all';\n",
    'shop/sabotage/orphan/shared/gone.ts': 'export const gone = 1;\n',
    'shop/sabotage/idle/shared/idle.ts': 'export const idle = 2;\n',
    'shop/sabotage/README.md': 'How to break it.\n',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return join(root, 'shop');
}

async function bundleOf(name: string, folder: string, sabotage?: string): Promise<string> {
  const { files } = await bundleFunctions({ folder, handlers }, sabotage === undefined ? {} : { sabotage });
  return Buffer.from(files.get(`${name}/index.cjs`) ?? []).toString();
}

describe('a sabotage', () => {
  const folder = project();

  it('takes the place of a module of the system wherever it is imported', async () => {
    expect(await bundleOf('payments', folder)).toContain('the-fee');
    const bundle = await bundleOf('payments', folder, 'no-fee');
    expect(bundle).toContain('no-fee-at-all');
    expect(bundle).toContain('the-rule');
  });

  it('takes the place of a module that systems share', async () => {
    expect(await bundleOf('payments', folder)).toContain('the-rule');
    expect(await bundleOf('payments', folder, 'no-rule')).toContain('no-rule-at-all');
  });

  it('changes no bundle that does not import the module', async () => {
    expect(await bundleOf('shipping', folder)).toContain('shipped');
    expect(await bundleOf('shipping', folder, 'no-rule')).toBe(await bundleOf('shipping', folder));
  });

  it('may keep parts of the original', async () => {
    const reading = project({
      'shop/handlers/payments.ts':
        "import { limit, rule } from '../../shared/rule.ts';\nexport const handler = async () => rule() + limit;\n",
    });
    const bundle = await bundleOf('payments', reading, 'no-rule');
    expect(bundle).toContain('the-limit');
    expect(bundle).not.toContain('the-rule');
  });

  it('can be a whole handler', async () => {
    const twin = "export const handler = async () => 'broken-entry';\n";
    const whole = project({ 'shop/sabotage/broken/handlers/payments.ts': twin });
    expect(await bundleOf('payments', whole, 'broken')).toContain('broken-entry');
  });

  it('that is unknown is refused, with those that exist', () => {
    expect(() => findSabotage(folder, 'no-such')).toThrow(
      expect.objectContaining({
        message: 'There is no sabotage called "no-such".',
        hint: 'Those that exist: idle, no-fee, no-rule, orphan.',
      }),
    );
    expect(() => findSabotage(folder, '../shared')).toThrow('There is no sabotage called "../shared".');
  });

  it('is known by its folder', () => {
    expect(sabotageNames(folder)).toEqual(['idle', 'no-fee', 'no-rule', 'orphan']);
    expect(sabotageNames(dirname(folder))).toEqual([]);
  });

  it('is refused of a system that has none', () => {
    const none = mkdtempSync(join(tmpdir(), 'faultline-system-'));
    expect(() => findSabotage(none, 'no-rule')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^faultline-system-\w+ has none yet\.$/) }),
    );
  });

  it('without an original is refused', () => {
    expect(() => findSabotage(folder, 'orphan')).toThrow(
      `shop/sabotage/orphan/shared/gone.ts would replace ${join(dirname(folder), 'shared/gone.ts')}, which does not exist`,
    );
  });

  it('that no function would notice is refused', async () => {
    await expect(bundleOf('payments', folder, 'idle')).rejects.toThrow(
      /^The sabotage idle changes nothing: no function imports what \S*shop\/sabotage\/idle\/shared\/idle\.ts replaces\.$/,
    );
  });
});

afterAll(stop);
