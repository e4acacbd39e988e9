import { jsonText } from '../../history/exact-json.ts';
import { type Checker, resultOf } from '../../verdict/checker.ts';
import type { Violation } from '../../verdict/verdict-schema.ts';
import { type Access, accessesOf, describeAccess } from './register-access.ts';

interface Guarantee {
  readonly name: string;
  readonly claim: string;
  /** What is judged, and what of the same session and key it must not fall behind. */
  readonly later: Access['kind'];
  readonly earlier: Access['kind'];
  /** The later version must be greater, not only as great. */
  readonly strictly: boolean;
}

/** The newest version that a session had read and written of a key when something began, and when it ended. */
type Newest = Partial<Record<Access['kind'], Access>>;

/**
 * A guarantee of sessions by version numbers: what a session had done with a key before it began the next thing bounds
 * the version of the next. Two things of a session that overlap bound each other in no way.
 */
function guarantee({ name, claim, later, earlier, strictly }: Guarantee): Checker {
  return {
    name,
    claim,
    complexity: 'O(n log n)',
    source: 'Terry et al.: Session Guarantees for Weakly Consistent Replicated Data (1994)',
    definite: true,
    looksFor: { words: ['read', 'write'], counted: ['reads', 'writes'] },
    check(history) {
      const { accesses } = accessesOf(history);
      const sessions = new Map<string, Newest>();
      const before = new Map<Access, Access | undefined>();
      const counts = { reads: 0, writes: 0, sessions: new Set(accesses.map(({ session }) => session)).size, judged: 0 };
      const violations: Violation[] = [];
      const byBeginning = [...accesses].sort((a, b) => a.began - b.began);
      let begun = 0;
      for (const access of accesses) {
        // Everything that began before this one ended saw what had ended until then.
        for (; (byBeginning[begun]?.began ?? Number.POSITIVE_INFINITY) <= access.ended; begun += 1) {
          const next = byBeginning[begun] as Access;
          before.set(next, sessions.get(placeOf(next))?.[earlier]);
        }
        counts[access.kind === 'read' ? 'reads' : 'writes'] += 1;
        const floor = before.get(access);
        before.delete(access);
        if (access.kind === later && floor !== undefined) {
          counts.judged += 1;
          const behind = strictly ? access.version <= floor.version : access.version < floor.version;
          if (behind) violations.push(violationOf(access, floor));
        }
        const newest = sessions.get(placeOf(access)) ?? {};
        if ((newest[access.kind]?.version ?? -1) < access.version) newest[access.kind] = access;
        sessions.set(placeOf(access), newest);
      }
      return resultOf(violations, counts);
    },
  };
}

function placeOf({ session, key }: Access): string {
  return jsonText([session, key]);
}

function violationOf(access: Access, floor: Access): Violation {
  const what = `${describeAccess(access)}, after it ${describeAccess(floor)}`;
  const events = [...new Set([floor.began, floor.ended, access.began, access.ended])];
  return { id: `session ${access.session}`, what, events };
}

export const readYourWrites: Checker = guarantee({
  name: 'read-your-writes',
  claim: 'A session reads what it wrote itself, or something newer.',
  later: 'read',
  earlier: 'write',
  strictly: false,
});

export const monotonicReads: Checker = guarantee({
  name: 'monotonic-reads',
  claim: 'A session that read a version never reads an older one.',
  later: 'read',
  earlier: 'read',
  strictly: false,
});

export const monotonicWrites: Checker = guarantee({
  name: 'monotonic-writes',
  claim: 'The writes of a session take effect in the order in which it asked for them.',
  later: 'write',
  earlier: 'write',
  strictly: true,
});

export const writesFollowReads: Checker = guarantee({
  name: 'writes-follow-reads',
  claim: 'What a session writes is newer than what it had read.',
  later: 'write',
  earlier: 'read',
  strictly: true,
});
