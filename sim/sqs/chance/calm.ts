import type { Chance } from '../calls/circumstances.ts';
import { type Streams, uuidsOf } from './streams.ts';

/** SQS on its best day, and LocalStack's on any: in order, once, at once. Only ids are drawn. */
export function calm(streams: Streams): Chance {
  return {
    uuid: uuidsOf(streams('sqs/ids')),
    choose: () => 0,
    sampled: (asked) => asked,
    duplicateAfterMs: () => undefined,
    survivesDeletionMs: () => undefined,
    isReceivedByNobody: () => false,
    honoursOldHandle: () => true,
    latenessMs: () => 0,
    approximate: (count) => count,
    settlingMs: () => 0,
  };
}
