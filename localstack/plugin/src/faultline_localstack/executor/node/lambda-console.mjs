/**
 * The console as a Node.js function on Lambda sees it: text lines `time\trequest id\tLEVEL\tmessage`, or JSON records.
 * Formats: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
import { format } from 'node:util';

import { errorLogRecord } from './runtime-errors.mjs';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const METHODS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };

let currentRequestId;
let writeRecord = textRecord;

/** Later records carry this request id. */
export function logAs(requestId) {
  currentRequestId = requestId;
}

function textRecord(level, message, value) {
  const text = value === undefined ? message : `${message}\t${JSON.stringify(errorLogRecord(value))}`;
  const line = `${new Date().toISOString()}\t${currentRequestId}\t${level}\t${text}`;
  // A record is one event in CloudWatch Logs: the managed runtime turns inner line ends into carriage returns too.
  process.stdout.write(`${line.replaceAll('\n', '\r')}\n`);
}

function jsonRecord(level, message, value) {
  const record = { timestamp: new Date().toISOString(), level, requestId: currentRequestId, message };
  if (value !== undefined) {
    const { errorType, errorMessage, stack } = errorLogRecord(value);
    Object.assign(record, { errorType, errorMessage, stackTrace: stack });
  }
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

/** Logs an error that the runtime, not the function, reports (`Invoke Error`, `Uncaught Exception`, ...). */
export function logRuntimeError(title, error) {
  writeRecord('ERROR', title, error);
}

/** Says why an address could not be reached; the room's name server says it of names. */
export function explainUnreachable(error) {
  for (const { code, address } of [error ?? {}, error?.cause ?? {}]) {
    if (code !== 'ENETUNREACH' || address === undefined) continue;
    const way = 'To allow a host, start the lab with FAULTLINE_EGRESS=<its name> and call it by that name.';
    process.stdout.write(
      `FAULTLINE ${address} cannot be reached: functions reach this machine and nothing else. ${way}\n`,
    );
    return;
  }
}

/** Replaces the methods of the global console. */
export function patchConsole(environment) {
  const json = environment.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  writeRecord = json ? jsonRecord : textRecord;
  const lowest = json ? LEVELS.indexOf((environment.AWS_LAMBDA_LOG_LEVEL ?? 'INFO').toUpperCase()) : 0;
  for (const [method, level] of Object.entries(METHODS)) {
    console[method] = (...values) => {
      if (LEVELS.indexOf(level) < lowest) return;
      const [first] = values;
      if (json && values.length === 1 && first instanceof Error) writeRecord(level, first.message, first);
      else if (json && values.length === 1 && typeof first === 'object') writeRecord(level, first);
      else writeRecord(level, format(...values));
    };
  }
}
