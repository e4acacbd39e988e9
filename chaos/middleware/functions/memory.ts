const CHUNK_MB = 16;

/**
 * Takes memory outside the heap, page by page, up to the limit. Lambda's kernel kills what goes past it; where nothing does,
 * the process ends itself as that kernel would (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
 */
export function exhaustMemory(limitMb: number): never {
  const taken: Buffer[] = [];
  while (process.memoryUsage.rss() < limitMb * 2 ** 20) taken.push(Buffer.alloc(CHUNK_MB * 2 ** 20, taken.length + 1));
  process.kill(process.pid, 'SIGKILL');
  throw new Error(`The process outlived its own SIGKILL, with ${taken.length * CHUNK_MB} MiB taken.`);
}
