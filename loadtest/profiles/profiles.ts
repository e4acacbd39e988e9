import type { Profile, Stage } from './profile.ts';

const steady = ['p50 <= 500ms', 'p95 <= 2s', 'p99 <= 5s', 'errors <= 1%'];
const hold = (name: string, users: number, seconds: number): Stage => ({ name, from: users, to: users, seconds });
const ramp = (from: number, to: number, seconds: number): Stage => ({ name: 'ramp', from, to, seconds });

const BREAKPOINT_STEPS = 10;

/** The profiles that reliability engineers use. */
export const profiles: readonly Profile[] = [
  {
    name: 'smoke',
    purpose: 'does it work at all: 10 users for 30 s',
    stages: [hold('hold', 10, 30)],
    share: 0.6,
    thresholds: steady,
  },
  {
    name: 'load',
    purpose: 'an ordinary day: up to 100 users in 20 s, held for 60 s',
    stages: [ramp(0, 100, 20), hold('hold', 100, 60)],
    share: 0.6,
    thresholds: steady,
  },
  {
    name: 'stress',
    purpose: 'near the limit: from 100 up to 500 users in 30 s, held for 60 s',
    stages: [hold('calm', 100, 20), ramp(100, 500, 30), hold('stress', 500, 60)],
    share: 0.9,
    thresholds: ['p95 <= 5s', 'p99 <= 10s', 'errors <= 5%'],
  },
  {
    name: 'spike',
    purpose: 'from 100 users to 1,000 at once, held for 20 s, then back: does the system recover, and how soon',
    stages: [hold('calm', 100, 30), hold('spike', 1_000, 20), hold('after', 100, 60)],
    share: 1.5,
    thresholds: ['errors <= 5%', 'recovery <= 30s'],
    recovers: 'after',
  },
  {
    name: 'soak',
    purpose: 'what fills up or leaks: 100 users for 30 min',
    stages: [1, 2, 3, 4, 5, 6].map((part) => hold(`part ${part}`, 100, 300)),
    share: 0.5,
    thresholds: steady,
  },
  {
    name: 'breakpoint',
    purpose: 'where the service level breaks: 100 to 1,000 users in steps of 100, 10 s each, until it does',
    stages: Array.from({ length: BREAKPOINT_STEPS }, (_, step) => hold(`step ${step + 1}`, (step + 1) * 100, 10)),
    share: 2,
    thresholds: ['p95 <= 2s', 'errors <= 1%', 'knee > 0'],
    untilBroken: true,
  },
  {
    name: 'closed-loop',
    purpose: '10 users, each of whom asks again as soon as there is an answer, 10 times',
    stages: [hold('loop', 10, 1)],
    share: 1,
    thresholds: ['p95 <= 5s', 'errors <= 1%'],
    turns: 10,
  },
];
