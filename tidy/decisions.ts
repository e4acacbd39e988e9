import { read, sources } from './repository.ts';

/** The page that lists all decisions. */
export const decisionsIndex = 'docs/decisions/README.md';

/** One decision, from its file. */
interface Decision {
  readonly number: number;
  readonly title: string;
  readonly file: string;
}

/** Rooms by the first number of a decision about them; the next room's number ends each. */
const rooms: readonly (readonly [number, string])[] = [
  [1, 'The project'],
  [10, 'LocalStack without Docker'],
  [20, 'The Lambda executor'],
  [30, 'Event source mappings and queues'],
  [40, 'Infrastructure'],
  [50, 'The order system'],
  [60, 'Faults and load, first steps'],
  [70, 'The judge'],
  [80, 'The report'],
  [100, 'Faults: in functions, on records and calls'],
  [110, 'Faults: settings, foreign stacks'],
  [120, 'Faults: in the cloud, under functions'],
  [130, 'Experiments'],
  [140, 'Ending faults'],
  [150, 'The judge, faster'],
  [180, 'Crash sweeps, tests, versions'],
  [230, 'Systems under test'],
  [240, 'Loads, and faults that meet them'],
  [300, 'Our own DynamoDB'],
  [320, 'The Lambda executor, as on AWS'],
  [340, 'Services, as on AWS'],
  [360, 'The judge, never wrong'],
  [380, 'The judge, as much as Jepsen'],
  [390, 'Mutants of the judge, files of other tools'],
  [400, 'The simulator'],
  [420, 'Your own system'],
  [440, 'Load, races, resilience'],
];

/** Every decision, by number. @throws Error for a title of another form */
export function decisions(): Decision[] {
  return sources('.md')
    .filter((path) => /^docs\/decisions\/\d{4}-/.test(path))
    .sort()
    .map((path) => {
      const file = path.slice('docs/decisions/'.length);
      const [heading = ''] = read(path).split('\n');
      const [, number, title] = /^# (\d+)\. (.+[^.])$/.exec(heading) ?? [];
      if (title === undefined || Number(number) !== Number(file.slice(0, 4))) {
        throw new Error(`${path} begins with "${heading}"; expected "# ${Number(file.slice(0, 4))}. What was decided"`);
      }
      return { number: Number(number), title, file };
    });
}

/** The page that lists all decisions, by room. */
export function indexOfDecisions(): string {
  const all = decisions();
  const sections = rooms.flatMap(([from, room], index) => {
    const to = rooms[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
    const own = all.filter(({ number }) => number >= from && number < to);
    if (own.length === 0) return [];
    return [`\n## ${room}\n`, ...own.map(({ number, title, file }) => `- [${number}. ${title}](${file})`)];
  });
  return `# Decisions

What was decided, and why: each with its context, the alternatives that were weighed, the decision and its consequences. A
decision keeps its number; numbers of a room stand together. Written by \`npm run -s decisions-index\`.
${sections.join('\n')}
`;
}
