import * as z from 'zod';
import type { Run } from '../../report/model/run.ts';
import { type FaultWindow, ruleInWords } from '../../report/model/windows.ts';
import type { JournalStep } from '../../run/run-files.ts';
import { errorOf, type Stage } from './stage.ts';

/** A fault of the experiment, as a switch. Times are epoch milliseconds. */
export interface FaultSwitch {
  /** The name of its step. */
  readonly name: string;
  /** Its name in the catalogue. */
  readonly fault: string;
  readonly terms: string | undefined;
  readonly state: 'to come' | 'on' | 'over';
  /** The id of the rule that is on. */
  readonly rule: string | undefined;
  /** When its present state began. */
  readonly since: number | undefined;
  /** When it ends if nobody ends it before. */
  readonly until: number | undefined;
  /** How often it has fired so far, by hand or not; undefined where nobody tells. */
  readonly fired: number;
  /** What may be asked now. */
  readonly can: 'inject' | 'withdraw' | undefined;
  /** Something was asked, and is not done yet. */
  readonly isAsked: boolean;
  /** Why the last that was asked was not done. */
  readonly refused: string | undefined;
}

const stepSchema = z.looseObject({
  name: z.string(),
  provider: z.looseObject({
    type: z.literal('fault'),
    fault: z.string(),
    percentage: z.number().optional(),
    target: z.record(z.string(), z.unknown()).optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
});
const methodSchema = z.array(z.unknown());
const asked = z.looseObject({ ask: z.enum(['inject', 'withdraw']), fault: z.string() });

/** The faults that the method of an experiment has planned, in its order, as they stand. */
export function switchesOf(
  run: Pick<Run, 'manifest' | 'journal' | 'ledger'>,
  windows: readonly FaultWindow[],
  { isMethod }: Pick<Stage, 'isMethod'>,
): readonly FaultSwitch[] {
  const steps = methodSchema.safeParse(run.manifest?.experiment.method).data ?? [];
  return steps.flatMap((step): FaultSwitch[] => {
    const planned = stepSchema.safeParse(step).data;
    if (planned === undefined) return [];
    const { name, provider } = planned;
    const rules = new Set([name, ...byHand(run.journal, name)]);
    const own = windows.filter(({ rule }) => rules.has(rule));
    const open = own.findLast(({ endedAt }) => endedAt === undefined);
    const state = open !== undefined ? 'on' : own.length > 0 ? 'over' : 'to come';
    const { isAsked, refused } = lastAsked(run.journal, rules);
    return [
      {
        ...{ name, fault: provider.fault, terms: ruleInWords(provider), state, rule: open?.rule, isAsked, refused },
        since: open?.startedAt ?? own.at(-1)?.endedAt,
        until: open && expiryOf(run.journal, open.rule),
        fired: run.ledger.filter(({ rule }) => rules.has(rule)).length,
        can: !isMethod || state === 'to come' ? undefined : state === 'on' ? 'withdraw' : 'inject',
      },
    ];
  });
}

/** The ids under which a fault was injected once more. */
function byHand(journal: readonly JournalStep[], name: string): string[] {
  return journal.flatMap(({ step, detail }) =>
    step.startsWith('fault:') && detail?.of === name ? [step.slice('fault:'.length)] : [],
  );
}

function lastAsked(journal: readonly JournalStep[], rules: ReadonlySet<string>) {
  const last = journal.findLast(({ step, detail }) => {
    const what = step === 'asked' ? asked.safeParse(detail).data : undefined;
    return what !== undefined && rules.has(what.fault);
  });
  return {
    isAsked: last?.status === 'started',
    refused: last?.status === 'deviated' ? errorOf(last) : undefined,
  };
}

const expiring = z.looseObject({ rule: z.looseObject({ expiresAt: z.number() }) });

function expiryOf(journal: readonly JournalStep[], rule: string): number | undefined {
  const begun = journal.findLast(({ step, status }) => step === `fault:${rule}` && status === 'started');
  const extended = journal.findLast(({ step, status }) => step === `extend:${rule}` && status === 'started')?.detail;
  if (typeof extended?.expiresAt === 'number') return extended.expiresAt;
  return expiring.safeParse(begun?.detail).data?.rule.expiresAt;
}
