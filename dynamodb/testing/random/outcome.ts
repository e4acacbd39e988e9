import type { Action, Attributes } from './actions.ts';
import { byText, type Outcome } from './model.ts';
import { plainItem } from './values.ts';

type Answer = Readonly<Record<string, unknown>>;
const ITEM = ['Item', 'Attributes'] as const;

/** An answer of a DynamoDB, `{ error, … }` if it is one, reduced to what AWS documents of it. */
export function outcomeOf(action: Action, answer: Answer): Outcome {
  const { error, CancellationReasons: reasons } = answer;
  const told = ITEM.map((member) => answer[member] as Attributes | undefined).find((one) => one !== undefined);
  const item = told && { item: plainItem(told) };
  if (error !== undefined) {
    const codes = (reasons as { Code: string }[] | undefined)?.map(({ Code }) => Code);
    return { error: error as string, ...(codes && { reasons: codes }), ...item };
  }
  if (action.call === 'transactGet')
    return { items: (answer.Responses as { Item?: Attributes }[]).map(({ Item }) => plainItem(Item ?? {})) };
  if (answer.Items === undefined) return { ...item };
  const items = (answer.Items as Attributes[]).map(plainItem);
  return {
    items: action.call === 'query' ? items : items.sort(byText),
    scanned: answer.ScannedCount as number,
    hasMore: answer.LastEvaluatedKey !== undefined,
  };
}
