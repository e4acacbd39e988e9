import type { Checker } from '../../verdict/checker.ts';
import { versionsAdvance } from './versions-advance.ts';

/** Everything that a history of versioned records is judged by. */
export const recordCheckers: readonly Checker[] = [versionsAdvance];
