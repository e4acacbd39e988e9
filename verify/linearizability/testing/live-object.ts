import type { Draw } from '../../testing/mutants/draw.ts';
import { type AnyModel, models } from '../models/models.ts';

/** What a client asks of an object. */
export interface Request {
  readonly f: string;
  readonly input?: unknown;
}

/** The object cannot do it now. */
export const blocked = Symbol('blocked');

/** A real object, not the model of one: it changes in place, and clients drive it. */
export interface LiveObject {
  /** What a client asks next. @param fresh a number that nobody has used */
  readonly ask: (draw: Draw, fresh: number) => Request;
  /** Do it, and answer the value of the `ok`, or `blocked`. */
  readonly apply: (request: Request) => unknown;
  /** A client got an answer. */
  readonly returned?: (request: Request, answer: unknown) => void;
}

/** An object, and the model that its histories are judged against. */
export interface ObjectKind {
  readonly model: AnyModel;
  readonly create: () => LiveObject;
}

/** The model of a name that comes with the judge. */
export function modelOf(name: string): AnyModel {
  return models.get(name) as AnyModel;
}
