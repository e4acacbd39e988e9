/** Whether a queue holds dead letters, by the project's rule for names. */
export function isDeadLetterQueue(name: string): boolean {
  return name.endsWith('-dlq');
}
