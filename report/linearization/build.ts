import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { checkerOf, modelOf } from '../../verify/check/catalogue.ts';
import type { Checked } from '../../verify/check/check-file.ts';
import type { HistoryFormat } from '../../verify/history/formats.ts';
import { loadHistory } from '../../verify/history/history.ts';
import type { AnyModel } from '../../verify/linearizability/models/models.ts';
import { faultsOf } from '../../verify/readings/faults.ts';
import { picturePage } from './page.ts';
import { wholeDrawings } from './whole.ts';

/** A history file that was judged by linearizability. */
interface Judged {
  readonly checked: Checked;
  readonly file: string;
  readonly format?: HistoryFormat;
  readonly model?: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/** Orders of a history that is known to be linearizable are looked for so long, ms. */
const timeForOrders = 10_000;

/** Writes one HTML page with a picture of each key that is broken or undecided, or of the first keys where all is well. */
export async function writePicture(page: string, { checked, file, format, model: name, now }: Judged): Promise<void> {
  const { invariant } = checked;
  const { events } = loadHistory(file, format);
  const shades = faultsOf(events).flatMap(({ windows }) => windows.map(({ start, end }) => ({ from: start, to: end })));
  const deadline = now() + timeForOrders;
  const drawings =
    invariant.valid === true
      ? wholeDrawings(
          events,
          (await modelOf(await checkerOf(invariant.name), name)) as AnyModel,
          () => now() > deadline,
        )
      : (invariant.linearizations ?? []);
  await writeFile(page, picturePage({ invariant, drawings, shades, file: basename(file), model: name ?? '' }));
}
