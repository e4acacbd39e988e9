import { extname, join } from 'node:path';
import { labFolder } from '../kernel/project.ts';

/** What LocalStack keeps from one start to the next. */
export const cacheFolder = join(labFolder, 'cache');

/** The folder with the source of our LocalStack plug-in. */
export const pluginFolder = join(import.meta.dirname, 'plugin');

/** The engine's DynamoDB, a program for Node.js. */
export const dynamodbServer = join(import.meta.dirname, 'dynamodb', `main${extname(import.meta.filename)}`);

/** Compiled modules of the lab's own programs. */
export const compileCache = join(labFolder, 'compile-cache');

/** Files of the lab on one port. */
export interface Places {
  /** Holds the other places; also the value of the marker in the environment of each process of this lab. */
  readonly state: string;
  /** Which LocalStack runs: the record of `up`. */
  readonly record: string;
  readonly lock: string;
  readonly log: string;
  /** Temp files of LocalStack and of all that it starts. */
  readonly temp: string;
  /** LocalStack's own files. */
  readonly filesystem: string;
}

/** Where the lab on a port keeps its state. */
export function placesOf(port: number, lab: string = labFolder): Places {
  const state = join(lab, 'state', String(port));
  return {
    state,
    record: join(state, 'localstack.json'),
    lock: join(lab, 'state', `${port}.lock`),
    log: join(state, 'localstack.log'),
    temp: join(state, 'tmp'),
    filesystem: join(state, 'filesystem'),
  };
}
