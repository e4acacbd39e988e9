import { createReadStream } from 'node:fs';

// The least that a reader of JSON lines does: the peer of bench/check-file.ts.

let rest = '';
let events = 0;
for await (const chunk of createReadStream(process.argv[2] as string, { encoding: 'utf8', highWaterMark: 1 << 18 })) {
  const lines = `${rest}${chunk as string}`.split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) if ((JSON.parse(line) as { f?: string }).f !== undefined) events += 1;
}
console.log(events);
