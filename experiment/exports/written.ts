import { durationText } from '../../kernel/duration.ts';

/** Fields of an experiment that are durations; what is below `parameters` has its units in its names. */
const durations = new Set([
  ...['timeout', 'over', 'within', 'start', 'duration', 'before', 'after', 'recovers-within', 'dead-mans-switch'],
]);

/** A part of an experiment as a file writes it: durations with their units, nothing that is not set. */
export function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => {
        if (durations.has(name) && typeof field === 'number') return [name, durationText(field)];
        return [name, name === 'parameters' ? field : written(field)];
      }),
  );
}
