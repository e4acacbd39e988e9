import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumberFrom } from './whole-number.ts';

/** Adds the options that change the load of an experiment. */
export function withLoadOptions(command: Command): Command {
  return command
    .option('--count <number>', 'how many operations (default: as the experiment says)', wholeNumberFrom(1))
    .option('--rate <number>', 'how many operations a second, at most (default: as the experiment says)', positive)
    .option('--seed <number>', 'seed of operations and faults (default: as the experiment says)', wholeNumberFrom(0));
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 10_000))
    throw new InvalidArgumentError('Expected a number above 0, such as 2 or 0.5, and at most 10000.');
  return value;
}
