import type { Logger } from '@aws-lambda-powertools/logger';

type Keys = Readonly<Record<string, unknown>>;

/** Log lines that carry the keys of one record; `error` among the details is formatted with its stack. */
export type RecordLog = Readonly<Record<'info' | 'warn' | 'error', (message: string, details?: Keys) => void>>;

/**
 * A view of the logger for one record of many that are handled at once. A child logger would cost more, and Powertools'
 * children report a cold start in every invocation.
 */
export function recordLog(logger: Logger, keys: Keys): RecordLog {
  return {
    info: (message, details) => logger.info(message, { ...keys, ...details }),
    warn: (message, details) => logger.warn(message, { ...keys, ...details }),
    error: (message, details) => logger.error(message, { ...keys, ...details }),
  };
}
