import { Command } from 'commander';
import { interruptible } from '../terminal/interrupt.ts';

/** `./lab test`: all tests, with everything that they need set up and put away again. */
export function testCommand(): Command {
  return new Command('test')
    .description('set up all that is needed and run all tests, then put everything away')
    .option('--unit', 'only what needs no LocalStack')
    .action(async (options: { unit?: boolean }) => {
      const { runTests } = await import('../test/run-tests.ts');
      const failed = await interruptible((signal) => runTests(options.unit === true, signal));
      process.exitCode = failed === 0 ? 0 : 1;
    });
}
