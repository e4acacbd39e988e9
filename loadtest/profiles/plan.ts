import { type Arrivals, arrivals, usersIn } from '../arrivals.ts';
import { PACE_SECONDS, type Profile, type Stage } from './profile.ts';

/** A stage as it is sent. Rates are operations a second, the highest of the stage; a closed loop has none. */
export interface PlannedStage {
  readonly name: string;
  readonly seconds: number;
  readonly users: number;
  readonly asked?: number;
  readonly offered?: number;
  readonly arrivals: readonly Arrivals[];
  readonly operations: number;
}

/** A profile as it is sent to a system. */
export interface Plan {
  /** How much of what the profile asks for is offered; 1 where the system takes all of it. */
  readonly factor: number;
  readonly stages: readonly PlannedStage[];
}

/** The highest rate that a profile asks for, operations a second. */
export function peakOf({ stages }: Pick<Profile, 'stages'>): number {
  return Math.max(...stages.map(peak));
}

/** The profile in so many seconds, every stage in proportion. */
export function lasting(profile: Profile, seconds: number): Profile {
  const all = profile.stages.reduce((sum, stage) => sum + stage.seconds, 0);
  const stages = profile.stages.map((stage) => ({ ...stage, seconds: (stage.seconds * seconds) / all }));
  return { ...profile, stages };
}

/**
 * What of a profile is sent to a system that takes so much: all its rates in proportion, so that its shape stays. A closed loop
 * asks no faster than it is answered, and is sent as it is.
 * @param takes operations a second; undefined where nobody measured it, or it is to be sent unscaled
 */
export function planOf(profile: Profile, takes: number | undefined): Plan {
  const { stages, share, turns } = profile;
  if (turns !== undefined) return { factor: 1, stages: stages.map((stage) => loop(stage, turns)) };
  const factor = takes === undefined ? 1 : Math.min(1, (takes * share) / peakOf(profile));
  return { factor, stages: stages.map((stage) => planned(stage, factor)) };
}

/** What its users ask for together at most. */
function peak({ from, to }: Stage): number {
  return Math.max(from, to) / PACE_SECONDS;
}

function planned(stage: Stage, factor: number): PlannedStage {
  const { name, seconds, from, to } = stage;
  const rate = (users: number) => (users / PACE_SECONDS) * factor;
  const operations = Math.max(1, Math.round(((rate(from) + rate(to)) / 2) * seconds));
  const come = arrivals(operations, rate(from), rate(to));
  const asked = peak(stage);
  return { name, seconds, users: Math.max(from, to), asked, offered: asked * factor, arrivals: come, operations };
}

function loop({ name, seconds, to: users }: Stage, turns: number): PlannedStage {
  const come = [{ duration: Math.max(1, Math.ceil(seconds)), arrivalCount: users }];
  return { name, seconds, users, arrivals: come, operations: usersIn(come) * turns };
}
