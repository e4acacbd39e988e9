import { catalogue } from '../../verify/check/catalogue.ts';

/** All checkers with their claims, models and options, for the help of `./lab check`. */
export function checkerListing(): string {
  const rows = [...catalogue.values()].map(({ checker, models }) => {
    const of = models.length === 0 ? '' : `\n      --model ${models.join(' | ')}`;
    const set = Object.keys(checker.options?.shape ?? {});
    const sets = set.length === 0 ? '' : `\n      --set ${set.map((name) => `${name}=…`).join(' --set ')}`;
    return `  ${checker.name}: ${checker.claim}${of}${sets}`;
  });
  return `Checkers:\n${rows.join('\n')}`;
}
