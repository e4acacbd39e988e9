import { styleText } from 'node:util';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { type Fault, places } from '../../chaos/faults/fault.ts';

/** The catalogue of faults, by place. */
export function catalogueLines(): string[] {
  const faults: readonly Fault[] = catalogue;
  const width = Math.max(...faults.map(({ name }) => name.length));
  return places.flatMap((place) => {
    const here = faults.filter((fault) => fault.place === place);
    if (here.length === 0) return [];
    return [
      styleText('bold', `${place}: ${acts[place]}`),
      ...here.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
      '',
    ];
  });
}

const acts: Readonly<Record<(typeof places)[number], string>> = {
  function: 'around a handler',
  record: 'on a message that a consumer is given',
  call: 'on an AWS call of a function',
  setting: "on the system's own settings",
  cloud: "on LocalStack's request path",
  environment: 'under a function (host engine)',
};
