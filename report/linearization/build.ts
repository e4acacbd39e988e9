import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Checked } from '../../verify/check/check-file.ts';
import type { HistoryFormat } from '../../verify/history/formats.ts';
import { loadHistory } from '../../verify/history/history.ts';
import { faultsOf } from '../../verify/readings/faults.ts';
import { picturePage } from './page.ts';

/** A history file that was judged by linearizability. */
interface Judged {
  readonly checked: Checked;
  readonly file: string;
  readonly format?: HistoryFormat;
  readonly model?: string;
}

/** Writes one HTML page with a picture of each key that the judge tells of. */
export async function writePicture(page: string, { checked, file, format, model }: Judged): Promise<void> {
  const { invariant } = checked;
  const { events } = loadHistory(file, format);
  const shades = faultsOf(events).flatMap(({ windows }) => windows.map(({ start, end }) => ({ from: start, to: end })));
  const drawings = invariant.linearizations ?? [];
  await writeFile(page, picturePage({ invariant, drawings, shades, file: basename(file), model: model ?? '' }));
}
