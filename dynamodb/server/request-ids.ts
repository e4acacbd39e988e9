import { randomBytes } from 'node:crypto';

const LENGTH = 52;

/** Ids of requests in AWS's form, each another, also from other servers. */
export function requestIds(): () => string {
  const beginning = randomBytes(20).toString('hex').toUpperCase();
  let count = 0;
  return () => {
    count += 1;
    return (
      beginning +
      count
        .toString(36)
        .toUpperCase()
        .padStart(LENGTH - beginning.length, '0')
    );
  };
}
