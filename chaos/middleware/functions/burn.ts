import { Worker } from 'node:worker_threads';

const SOURCE = `
const { workerData } = require('node:worker_threads');
const end = Date.now() + workerData;
while (Date.now() < end);
`;

/** Starts threads that compute for so long, and returns what ends them at once. */
export function burn(threads: number, ms: number): () => void {
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(SOURCE, { eval: true, workerData: ms });
    // A thread that cannot start must not hurt the handler, nor one that runs on keep the process from its end.
    worker.on('error', () => undefined);
    worker.unref();
    return worker;
  });
  return () => {
    for (const worker of workers) void worker.terminate();
  };
}
