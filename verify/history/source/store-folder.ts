import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a history is called in a folder: Jepsen's `store/<test>/<time>`, and a run of the lab. */
const names = ['history.jsonl', 'history.edn', 'history.edn.gz', 'history.jsonl.gz', 'history.json', 'history.json.gz'];
/** Jepsen links the last run of a test, and of all tests, under this name. */
const latest = 'latest';

/** A folder that holds no history. */
export class NoHistoryError extends Error {
  override readonly name = 'NoHistoryError';
}

/** The history that a path stands for: itself, or the one in it when it is a folder. @throws NoHistoryError */
export function historyIn(path: string): string {
  if (!statSync(path).isDirectory()) return path;
  for (const folder of [path, join(path, latest)]) {
    const found = names.map((name) => join(folder, name)).find((each) => existsSync(each));
    if (found !== undefined) return found;
  }
  throw new NoHistoryError(`the folder ${path} holds no history: there is no ${names.slice(0, 3).join(', no ')} in it`);
}
