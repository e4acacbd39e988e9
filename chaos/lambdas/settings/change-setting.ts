import { NoSuchTarget } from '../no-such-target.ts';
import type { Note, Restores } from './restores.ts';
import { pick, type Reading, type Setting, shows, type Values } from './setting.ts';

const POLL_MS = 100;
/** How long who puts back waits for somebody who is at work on the same setting. */
const PATIENCE_MS = 1_000;

/** One invocation of a chaos lambda at work on its kind of setting. */
export interface Operation<Target = never, Effect = never> {
  readonly fault: string;
  readonly setting: Setting<Target, Effect>;
  readonly restores: Restores;
  /** Unique among all invocations. */
  readonly holder: string;
  /** Epoch milliseconds until which it may wait for anything. */
  readonly deadline: number;
  /** Epoch milliseconds after which it is surely no longer at work. */
  readonly endsAt: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Tells that the change of a note has taken effect. */
  readonly injected: (note: Note) => void;
  /** Tells that a note was put back: but for fields that others have changed since, and unless the target is gone. */
  readonly reverted: (note: Note, outcome: { readonly kept: Values; readonly gone: boolean }) => void;
}

/** A change to make. */
export interface Change<Effect> {
  readonly rule: string;
  readonly subject: string;
  readonly effect: Effect;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly allowLoss: boolean;
}

/**
 * Changes a setting and returns when the change has taken effect.
 *
 *     note what was there  ->  change it  ->  ...  ->  put it back  ->  remove the note
 *
 * What the first note has found stays in it until it is put back, so that a death after any arrow, or a second call under
 * the same id, still leads back to it.
 * @throws Error if the setting is changed under another id, to something else or by another invocation just now, if nothing
 * would change, if messages would be lost and that was not allowed, and if the service refuses: then what was found is put
 * back at once
 */
export async function changeSetting<Target, Effect>(
  operation: Operation<Target, Effect>,
  { rule, subject, effect, expiresAt, allowLoss }: Change<Effect>,
): Promise<void> {
  const { fault, setting, restores, holder, endsAt, now } = operation;
  const previous = (await restores.list()).find((note) => note.subject === subject);
  if (previous !== undefined && previous.rule !== rule) {
    throw new Error(`${subject} is already changed by "${previous.rule}"; withdraw that first, or use its id.`);
  }
  if (previous !== undefined && now() < previous.heldUntil) throw busy(subject);
  const { values } = await settled(operation, subject);
  const base =
    previous === undefined ? values : { ...values, ...pick(previous.found, fieldsOfFault(previous, values)) };
  const asked = setting.wanted(effect, base);
  // Of a third value nobody could tell later whether the fault or somebody else has written it.
  if (previous !== undefined && !shows({ ...base, ...previous.wanted }, asked)) {
    throw new Error(`"${rule}" already changes ${subject} to something else; withdraw it first, or use another id.`);
  }
  const wanted = previous?.wanted ?? differences(asked, base);
  if (Object.keys(wanted).length === 0) {
    throw new Error(`${subject} already has what "${rule}" asks for, so it would do nothing. Ask for something else.`);
  }
  const loss = setting.loses?.(wanted, base);
  if (loss !== undefined && !allowLoss) throw new Error(`Refused: ${loss} Say "allow-loss": true if that is meant.`);

  const startsAt = previous?.startsAt ?? now();
  const found = pick(base, Object.keys(wanted));
  const held = { holder, heldUntil: endsAt };
  const note: Note = { fault, subject, rule, found, wanted, startsAt, expiresAt, state: 'changing', ...held };
  if (!(await restores.claim(note, previous))) throw busy(subject);
  try {
    await setting.write(subject, wanted);
    await settled(operation, subject, wanted);
  } catch (error) {
    await undo(operation, note, note.state).then(() => restores.remove(note));
    throw error;
  }
  operation.injected(note);
  if (await restores.claim({ ...note, state: 'changed', heldUntil: 0 }, note)) return;
  // Somebody put it back by force; our change may have come after that.
  await undo(operation, note, 'changed');
  throw new Error(`"${rule}" was withdrawn while it was changing ${subject}.`);
}

/**
 * Puts back what a note has found; doing so again is harmless. An invocation that is still at work on the setting is waited
 * for a while, then overruled: its fault ends, but the note stays, `restoring`, until it can no longer interfere.
 * @throws Error if somebody else puts it back just now, and if it cannot be put back: the note stays
 */
export async function restoreSetting(operation: Operation, subject: string): Promise<void> {
  const { restores, holder, endsAt, now } = operation;
  const note = await released(operation, subject);
  if (note === undefined) return;
  const overruled = now() < note.heldUntil;
  const mine: Note = { ...note, state: 'restoring', holder, heldUntil: Math.max(endsAt, note.heldUntil) };
  if (!(await restores.claim(mine, note))) throw busy(subject);
  const outcome = await undo(operation, mine, note.state);
  operation.reverted(mine, outcome);
  if (overruled) await restores.claim({ ...mine, heldUntil: note.heldUntil }, mine);
  else await restores.remove(mine);
}

/** Whether a note is to be put back without anybody asking: past its time, or left by who overruled somebody that has ended since. */
export function isDue({ state, expiresAt, heldUntil }: Note, now: number): boolean {
  return state === 'restoring' ? heldUntil <= now : expiresAt <= now;
}

/** Writes what was found into the fields of the fault. A deployment in the middle of a fault survives it. */
async function undo(operation: Operation, note: Note, stateBefore: Note['state']) {
  const { subject, found, wanted } = note;
  let reading: Reading;
  try {
    reading = await settled(operation, subject);
  } catch (error) {
    if (error instanceof NoSuchTarget) return { kept: {}, gone: true };
    throw error;
  }
  const ours = fieldsOfFault(note, reading.values);
  // Its author died before it could tell.
  if (stateBefore === 'changing' && ours.length > 0 && shows(reading.values, pick(wanted, ours))) {
    operation.injected(note);
  }
  // Also where the reading shows it already: it may be stale.
  const patch = pick(found, ours);
  await operation.setting.write(subject, patch);
  await settled(operation, subject, patch);
  const others = Object.keys(found).filter((name) => !ours.includes(name));
  return { kept: pick(reading.values, others), gone: false };
}

/** The fields that still hold what the fault put there, or never did; what somebody else has written since is theirs. */
function fieldsOfFault({ found, wanted }: Note, values: Values): string[] {
  return Object.keys(found).filter((name) => [found[name], wanted[name]].includes(values[name] ?? null));
}

/** The latest note on the setting, once nobody is at work on it or the patience is over. */
async function released({ restores, now, sleep }: Operation, subject: string): Promise<Note | undefined> {
  const until = now() + PATIENCE_MS;
  for (;;) {
    const note = (await restores.list()).find((candidate) => candidate.subject === subject);
    if (note === undefined || note.heldUntil <= now() || now() >= until) return note;
    await sleep(POLL_MS);
  }
}

/** Waits until the service has carried out all changes and shows what is expected. */
async function settled({ setting, deadline, now, sleep }: Operation, subject: string, expected: Values = {}) {
  for (;;) {
    const reading = await setting.read(subject);
    if (reading.settled && shows(reading.values, expected)) return reading;
    if (now() >= deadline) {
      const shown = JSON.stringify(pick(reading.values, Object.keys(expected)));
      throw new Error(
        `${subject} ${reading.settled ? `shows ${shown}` : 'is still being changed'}; expected ${JSON.stringify(expected)} ` +
          'by now. What a fault has changed is looked at again at the next request and every minute.',
      );
    }
    await sleep(POLL_MS);
  }
}

function differences(wanted: Values, base: Values): Values {
  return pick(
    wanted,
    Object.keys(wanted).filter((name) => wanted[name] !== (base[name] ?? null)),
  );
}

function busy(subject: string): Error {
  return new Error(`Another invocation is at work on ${subject} just now. Try again in a few seconds.`);
}
