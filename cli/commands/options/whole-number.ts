import { InvalidArgumentError } from 'commander';

/** Reads the value of an option that is a whole number. @param least the smallest that it may be */
export function wholeNumberFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least} on.`);
    return value;
  };
}
