import { type Command, InvalidArgumentError, Option } from 'commander';

/** Which LocalStack a command talks to. */
export interface EngineOptions {
  readonly engine?: 'host' | 'docker';
  readonly endpoint?: string;
  readonly port: number;
}

/** Adds the options that choose a LocalStack; every command that needs one has them. */
export function withEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--engine <engine>',
        'how LocalStack runs (default: docker where a Docker engine answers, else host)',
      ).choices(['host', 'docker']),
    )
    .option('--endpoint <url>', 'use a LocalStack that already runs at this loopback address')
    .addOption(new Option('--port <number>', 'port of LocalStack').argParser(parsePort).default(4566));
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    throw new InvalidArgumentError('Expected a port from 1024 to 65535.');
  return port;
}
