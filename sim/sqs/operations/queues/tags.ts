import { invalidParameter } from '../../calls/errors.ts';
import { answerOf, findQueue, type Operation } from '../operation.ts';

/** "a maximum of 50 tags" (Developer Guide, "Amazon SQS queue quotas") */
const MOST_TAGS = 50;

/** TagQueue: a tag with a known key takes the place of the earlier one. */
export const tagQueue: Operation = (request, place) => {
  const { tags } = findQueue(request, place).queue;
  const given = Object.entries(request.textMap('Tags') ?? {});
  if (new Set([...tags.keys(), ...given.map(([key]) => key)]).size > MOST_TAGS)
    throw invalidParameter(`Too many tags added for queue. A queue has at most ${MOST_TAGS}.`);
  for (const [key, value] of given) tags.set(key, value);
  return {};
};

/** UntagQueue. */
export const untagQueue: Operation = (request, place) => {
  const { tags } = findQueue(request, place).queue;
  for (const key of request.texts('TagKeys')) tags.delete(key);
  return {};
};

/** ListQueueTags. */
export const listQueueTags: Operation = (request, place) => {
  const { tags } = findQueue(request, place).queue;
  return answerOf({ Tags: tags.size === 0 ? undefined : Object.fromEntries(tags) });
};
