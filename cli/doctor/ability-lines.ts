import { styleText } from 'node:util';
import type { Cloud } from '../../kernel/cloud.ts';
import { abilities, abilityNames } from '../../localstack/abilities/abilities.ts';
import { askCloud } from '../../localstack/abilities/ask-cloud.ts';

/** What `./lab doctor --endpoint` says of a cloud that somebody else runs: what it can do, as it was asked just now. */
export async function abilityLines(cloud: Cloud): Promise<readonly string[]> {
  const answers = await askCloud(cloud, abilityNames);
  return [...answers].map(([name, has]) => {
    const { name: title, what } = abilities[name];
    const mark = has ? styleText('green', 'yes') : styleText('red', 'no ');
    return `${mark}  ${title}: ${what}`;
  });
}
