import { httpResponse } from '../../faults/functions/http-response.ts';
import type { Injector } from '../injector.ts';
import { strikesOf } from '../strikes.ts';

/** Answers as an API's integration does (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html). */
export const injectHttpResponse: Injector = async (moment) => {
  const [strike] = strikesOf(httpResponse, moment);
  if (strike === undefined) return undefined;
  const { statusCode, headers, body } = strike.effect;
  return { response: { statusCode, headers, body } };
};
