import { type Command, InvalidArgumentError, Option } from 'commander';

/** Adds the option that chooses where the live page is served. */
export function withPagePort(command: Command): Command {
  return command.addOption(
    new Option('--page-port <number>', 'port of the live page, on loopback; 0 for any that is free')
      .argParser(parsePort)
      .default(4577),
  );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (port === 0 || (Number.isInteger(port) && port >= 1024 && port <= 65_535)) return port;
  throw new InvalidArgumentError('Expected a port from 1024 to 65535, or 0.');
}
