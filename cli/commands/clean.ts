import { Command } from 'commander';

/** `./lab clean`: what the lab has installed is gone. */
export function cleanCommand(): Command {
  return new Command('clean')
    .description('remove all that the lab has installed and kept (.lab); runs stay')
    .action(async () => {
      const { clean } = await import('../../localstack/clean.ts');
      process.stdout.write(`removed ${await clean()}\n`);
    });
}
