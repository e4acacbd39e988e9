import { list } from '../../shapes/containers.ts';
import { text } from '../../shapes/scalars.ts';
import { required } from '../../shapes/shape.ts';
import { attributeValue } from '../../shapes/values.ts';
import { returnOnFailure } from '../parameters.ts';

/** What every statement of PartiQL comes with. */
export const statement = {
  Statement: required(text({ min: 1, max: 8192 })),
  Parameters: list(attributeValue, { min: 1 }),
  ReturnValuesOnConditionCheckFailure: returnOnFailure,
};
