import type { Command } from 'commander';
import type { System } from '../../system/system.ts';

/** Which system a command is about. */
export interface SystemOption {
  readonly system?: string;
}

/** Adds the option that names a system. */
export function withSystemOption(command: Command): Command {
  return command.option('--system <name>', 'which system (default: the first of functions/systems.ts)');
}

/** The system that was named, or the first. @throws UsageError where there is none of that name */
export async function chosenSystem({ system }: SystemOption): Promise<System> {
  const { systemNamed, systems } = await import('../../functions/systems.ts');
  return system === undefined ? systems[0] : systemNamed(system);
}
