import { invalidParameter, invalidValue, SqsError } from '../../calls/errors.ts';
import type { Queue } from '../../queue/queue.ts';
import { readArn } from '../../scopes/location.ts';
import { MoveTask } from '../../scopes/move-task.ts';
import { answerOf, type Operation, type Place } from '../operation.ts';

const FASTEST_PER_SECOND = 500;
const MOST_LISTED = 10;

function queueOf(arn: string, parameter: string, { scope, scopeOf }: Place): Queue {
  const location = readArn(arn);
  if (location === undefined)
    throw invalidParameter(
      `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  const queue = scopeOf(location.account, location.region).queues.get(location.name);
  if (queue === undefined || location.region !== scope.caller.region)
    throw new SqsError(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
    );
  return queue;
}

const handleOf = ({ asked }: MoveTask) =>
  Buffer.from(JSON.stringify({ taskId: asked.id, sourceArn: asked.sourceArn })).toString('base64');

function readHandle(handle: string): { readonly taskId: string; readonly sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle, 'base64').toString());
    if (typeof taskId === 'string' && typeof sourceArn === 'string') return { taskId, sourceArn };
  } catch {
    // Told below.
  }
  throw invalidParameter('Value for parameter TaskHandle is invalid.');
}

/** StartMessageMoveTask. */
export const startMessageMoveTask: Operation = (request, place, { nowMs, chance }) => {
  const { scope } = place;
  const sourceArn = request.requiredText('SourceArn');
  const source = queueOf(sourceArn, 'SourceArn', place);
  if (scope.sourcesOf(source, nowMs).length === 0)
    throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
  const destinationArn = request.text('DestinationArn');
  if (destinationArn !== undefined) queueOf(destinationArn, 'DestinationArn', place);
  const perSecond = request.integer('MaxNumberOfMessagesPerSecond');
  if (perSecond !== undefined && (perSecond < 1 || perSecond > FASTEST_PER_SECOND))
    throw invalidValue(
      perSecond,
      'MaxNumberOfMessagesPerSecond',
      `MaxNumberOfMessagesPerSecond must be >= 1 and <= ${FASTEST_PER_SECOND}.`,
    );
  if (scope.tasks.some(({ asked, status }) => asked.sourceArn === sourceArn && status === 'RUNNING'))
    throw invalidParameter(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
  const task = new MoveTask({
    id: chance.uuid(),
    sourceArn,
    destinationArn,
    perSecond,
    startedMs: nowMs,
    toMove: source.count('visible', nowMs),
  });
  scope.tasks.push(task);
  return { TaskHandle: handleOf(task) };
};

/** CancelMessageMoveTask: what has moved stays moved. */
export const cancelMessageMoveTask: Operation = (request, place) => {
  const { taskId, sourceArn } = readHandle(request.requiredText('TaskHandle'));
  queueOf(sourceArn, 'SourceArn', place);
  const task = place.scope.tasks.find(({ asked }) => asked.id === taskId);
  if (task?.status !== 'RUNNING') throw new SqsError('ResourceNotFoundException', 'Task does not exist.');
  task.status = 'CANCELLED';
  return { ApproximateNumberOfMessagesMoved: task.moved };
};

/** ListMessageMoveTasks, the latest first. */
export const listMessageMoveTasks: Operation = (request, place) => {
  const sourceArn = request.requiredText('SourceArn');
  queueOf(sourceArn, 'SourceArn', place);
  const limit = request.integer('MaxResults') ?? 1;
  if (limit < 1 || limit > MOST_LISTED)
    throw invalidValue(limit, 'MaxResults', `MaxResults must be >= 1 and <= ${MOST_LISTED}.`);
  const own = place.scope.tasks.filter(({ asked }) => asked.sourceArn === sourceArn).reverse();
  return {
    Results: own.slice(0, limit).map((task) =>
      answerOf({
        TaskHandle: task.status === 'RUNNING' ? handleOf(task) : undefined,
        Status: task.status,
        SourceArn: sourceArn,
        DestinationArn: task.asked.destinationArn,
        MaxNumberOfMessagesPerSecond: task.asked.perSecond,
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.asked.toMove,
        FailureReason: task.failure,
        StartedTimestamp: Math.floor(task.asked.startedMs),
      }),
    ),
  };
};
