import { basename, dirname, join } from 'node:path';
import { panelsOf } from '../../report/charts/timeline.ts';
import { clock, utc } from '../../report/markup/format.ts';
import { type Digest, digestOf } from '../../report/model/digest.ts';
import type { Run } from '../../report/model/run.ts';
import { faultWindows } from '../../report/model/windows.ts';
import { type Ask, askRun } from '../../run/asks.ts';
import { type Manifest, runFiles } from '../../run/run-files.ts';
import { type Beyond, followRun, runSoFar, type Written } from '../follow/follow-run.ts';
import { findKey } from '../model/known-keys.ts';
import { recentMs, recentOf } from '../model/recent.ts';
import { type Stage, stageOf } from '../model/stage.ts';
import { switchesOf } from '../model/switches.ts';
import { faultSwitches } from '../page/faults.ts';
import { firedSentence, recentFigures } from '../page/figures.ts';
import { runnersLog } from '../page/log.ts';
import { livePanels } from '../page/panels.ts';
import { keyStory } from '../page/story.ts';
import { openPace } from './pace.ts';

/** What the page shows of a moment: texts, and markup by the ids of its places. */
export interface Moment {
  readonly title: string;
  readonly stage: string;
  readonly claim: string;
  readonly where: string;
  readonly axis: string;
  readonly news: string;
  readonly canAbort: boolean;
  /** When to ask again, ms. */
  readonly againMs: number;
  readonly html: Readonly<Record<'figures' | 'switches' | 'panels' | 'journal', string>>;
}

/** What a run does not write down itself while it goes on; asked now and then. */
export interface BeyondReader {
  read(written: Written & { readonly manifest: Manifest }): Promise<Beyond>;
  close(): void;
}

export interface ViewOptions {
  readonly dir: string;
  readonly beyond: BeyondReader;
  /** Whether its runner lives: asked only while the run says that an experiment is under way. */
  readonly isRunning: (manifest: Manifest | undefined) => Promise<boolean>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Processor time of this process so far, ms. */
  readonly cpuMs: () => number;
}

/** A run as its page shows it. Nothing is read and nothing drawn but when a page asks. */
export interface View {
  readonly dir: string;
  moment(): Promise<Moment>;
  /** The story of a key, as markup. */
  story(typed: string): Promise<string>;
  /** Asks something of the run. @returns why not, if it cannot be asked now */
  ask(ask: Ask): Promise<string | undefined>;
  close(): void;
}

const lookEveryMs = 1_000;
const lookOnceOverMs = 5_000;
/** Longer than the pace may take. */
const staleMs = 30_000;
const nothingKnown: Beyond = { history: [], origin: 0, ledger: [] };

/** Opens the view of a run that goes on, or that is over. */
export function openView({ dir, beyond, isRunning, now, cpuMs }: ViewOptions): View {
  const followed = followRun(dir);
  const pace = openPace({ now, cpuMs });
  let known = nothingKnown;
  let drawn: { readonly digest: Digest; readonly panels: string; readonly at: number } | undefined;
  let unheard = 0;
  // Who looks again after a while, or at a run that was judged meanwhile, wants more than what was then.
  const isStale = () => {
    if (drawn === undefined) return true;
    return followed.isJudged() ? drawn.digest.run.verdict === undefined : now() - drawn.at > staleMs;
  };

  const stageNow = async (written: Written): Promise<Stage> => {
    const stage = stageOf(written.journal, followed.isJudged());
    const isGone = stage.isUnderWay && !(await isRunning(written.manifest));
    // A runner that has just ended may have written its last lines since they were read.
    unheard = isGone ? unheard + 1 : 0;
    if (unheard < 2) return stage;
    const says = 'The runner has ended in the middle of its experiment';
    return { says, since: undefined, isMethod: false, isUnderWay: false, isOver: true };
  };
  const runNow = async (written: Written): Promise<Run> => {
    if (followed.isJudged()) return followed.judged();
    const { manifest } = written;
    if (manifest !== undefined) known = await beyond.read({ ...written, manifest });
    return runSoFar(dir, written, known);
  };
  const draw = async () => {
    const run = await runNow(followed.readOn());
    if (run === drawn?.digest.run) return;
    const digest = digestOf(run);
    const { span } = digest;
    const panels = livePanels(span === undefined ? [] : panelsOf(digest, span), span).text;
    drawn = { digest, panels, at: now() };
  };
  const place = join(basename(dirname(dir)), basename(dir));

  return {
    dir,
    async moment() {
      await pace.perhaps(draw, isStale());
      const written = followed.readOn();
      const stage = await stageNow(written);
      const { digest, panels, at } = drawn as NonNullable<typeof drawn>;
      const run = stage.isOver ? digest.run : { ...digest.run, ...freshOf(written, digest.run) };
      const from = digest.span?.from ?? run.manifest?.startedAt ?? now();
      const until = stage.isOver ? lastOf(run) : now();
      const span = stage.isOver ? 'all of the run' : `last ${recentMs / 1_000} s`;
      const recent = recentOf(run, { from: stage.isOver ? 0 : until - recentMs, to: until });
      const switches = switchesOf(run, faultWindows(run), stage);
      const says = stage.isOver && run.verdict !== undefined ? `The run is over: ${run.verdict.verdict}` : stage.says;
      const since = stage.since === undefined || stage.isOver ? '' : `, ${clock(until - stage.since)}`;
      return {
        title: `${says}${since} – Faultline live`,
        stage: says,
        claim: digest.headline.claim,
        where: whereOf(run, stage, place),
        axis: digest.span === undefined || run.client.length === 0 ? '' : `0:00 is ${utc(digest.span.from)}.`,
        news: `${utc(now()).slice(11)}${since.replace(', ', ', in this phase for ')}; charts of ${utc(at).slice(11, 19)}${known.problem === undefined ? '' : `. ${known.problem}`}`,
        canAbort: stage.isUnderWay,
        againMs: stage.isOver ? lookOnceOverMs : lookEveryMs,
        html: {
          figures: recentFigures(recent, digest, span).text,
          switches: faultSwitches(switches, firedSentence(digest), until).text,
          panels,
          journal: runnersLog(run.journal, from).text,
        },
      };
    },
    async story(typed) {
      await pace.perhaps(draw, isStale());
      const { digest } = drawn as NonNullable<typeof drawn>;
      const isWhole = followed.isJudged();
      const { key } = findKey(digest.run, typed);
      const ids = key === undefined ? [] : [key, ...unitsOf(digest.run, key)];
      const run = isWhole ? await followed.judged(ids) : digest.run;
      const source = isWhole
        ? 'From history.jsonl and ledger.jsonl.'
        : 'As far as is known by now: from client.jsonl, the streams of its records and the logs of its functions. Effects and messages are read when the run is over.';
      return keyStory(run, { typed, from: digest.span?.from ?? 0, source }).text;
    },
    async ask(ask) {
      const stage = await stageNow(followed.readOn());
      if (!stage.isUnderWay) return 'no experiment is under way: nothing can be asked of the run';
      if (ask.ask !== 'abort' && !stage.isMethod)
        return 'faults come and go only while the method of an experiment runs';
      askRun(dir, ask, now());
      return undefined;
    },
    close: () => beyond.close(),
  };
}

function unitsOf({ client }: Run, key: string): string[] {
  return client.flatMap((one) => (one.key === key && typeof one.answer?.saga === 'string' ? [one.answer.saga] : []));
}

/** What is cheap to know is shown at once; the rest as of the last drawing. */
function freshOf({ manifest, client, journal, metrics }: Written, { queues }: Run): Partial<Run> {
  return { ...(manifest && { manifest }), client, journal, metrics, queues };
}

function lastOf({ client, journal }: Run): number {
  return client.reduce((last, { endedAt }) => Math.max(last, endedAt), journal.at(-1)?.at ?? 0);
}

function whereOf({ manifest }: Run, { isOver }: Stage, place: string): string {
  const report = isOver ? `report: ${join('runs', place, runFiles.report)}` : place;
  if (manifest === undefined) return report;
  return [manifest.system.name, `seed ${manifest.seed}`, `since ${utc(manifest.startedAt)}`, report].join(', ');
}
