import { corrupted } from '../../faults/corruption.ts';
import { responseCorruption } from '../../faults/functions/response-corruption.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Spoils the body of an HTTP answer; of another answer, all of it. */
export const injectResponseCorruption: Injector = async (moment) => {
  if (moment.when !== 'after') return undefined;
  const [strike] = strikesOf(responseCorruption, moment);
  if (strike === undefined) return undefined;
  const { rule, delivery, effect } = strike;
  const ticket = { seed: rule.seed, rule: rule.id, key: delivery.key, attempt: delivery.delivery };
  const { response } = moment.request;
  if (typeof response === 'object' && response !== null && 'body' in response && typeof response.body === 'string') {
    return { response: { ...response, body: corrupted(response.body, effect.how, ticket) } };
  }
  return { response: corrupted(JSON.stringify(response) ?? '', effect.how, ticket) };
};
