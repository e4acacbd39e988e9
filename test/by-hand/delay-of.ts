/** The words that delay a function by a millisecond under a rule of its own name in small letters, for longer than a test looks at it. */
export const delayOf = (name: string): string[] => {
  const rule = ['--function', name, '--param', 'delayMs=1', '--for', '90s', '--id', name.toLowerCase()];
  return ['chaos', 'inject', 'delay', ...rule];
};
