import * as z from 'zod';
import { durationText } from '../../kernel/duration.ts';

/** A share of the operations of all loads, those of the calibration among them. */
export interface Share {
  readonly percent: number;
}

/** When something begins: in milliseconds from the first request, or when so many operations have been sent. */
export type Moment = number | Share;

/** When the window of a fault ends: when so many operations have been sent, or when the fault has fired so often. */
export type Until = Share | { readonly fired: number };

const units = { ms: 1, s: 1_000, m: 60_000 } as const;
const share = /^(\d+(\.\d+)?) ?%$/;
const duration = /^(\d+(\.\d+)?)(ms|s|m)$/;
const fired = /^fired ([1-9]\d{0,6})$/;

/** `500ms`, `20s`, `2m`, or `20 %`: read as milliseconds, or as a share. The beginning of the load is 0 either way. */
export const momentSchema = z
  .string()
  .regex(
    /^\d+(\.\d+)?( ?%|ms|s|m)$/,
    'expected a duration such as 500ms, 20s or 2m, or a share of the load such as 20 %',
  )
  .refine(isShare, 'expected a share of at most 100 %')
  .transform((text): Moment => {
    const [, time, , unit] = duration.exec(text) ?? [];
    if (time !== undefined) return Math.round(Number(time) * units[unit as keyof typeof units]);
    const percent = Number(share.exec(text)?.[1]);
    return percent === 0 ? 0 : { percent };
  });

/** `70 %` or `fired 30`. */
export const untilSchema = z
  .string()
  .regex(/^(\d+(\.\d+)? ?%|fired [1-9]\d{0,6})$/, 'expected a share of the load such as 70 %, or fired 30')
  .refine(isShare, 'expected a share of at most 100 %')
  .transform((text): Until => {
    const times = fired.exec(text)?.[1];
    return times === undefined ? { percent: Number(share.exec(text)?.[1]) } : { fired: Number(times) };
  });

function isShare(text: string): boolean {
  return Number(share.exec(text)?.[1] ?? 0) <= 100;
}

/** As an experiment file would write it, of a share what it is a share of: `10s`, `20 % of the load`. */
export function momentText(moment: Moment): string {
  return typeof moment === 'number' ? durationText(moment) : `${moment.percent} % of the load`;
}

/** What a window lasts until: `70 % of the load`, `it has fired 30 times`. */
export function untilText(until: Until): string {
  if ('percent' in until) return momentText(until);
  return `it has fired ${until.fired === 1 ? 'once' : `${until.fired} times`}`;
}
