/** Milliseconds as a person says them: `0.4 ms` never, `38 ms`, `1.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An offset from the start of a run as `m:ss`, with a sign before it where it lies before the start. */
export function clock(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  return `${ms < 0 ? '−' : ''}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The same, to the millisecond: `m:ss.mmm`. */
export function exactClock(ms: number): string {
  return `${clock(ms)}.${String(Math.floor(Math.abs(ms)) % 1000).padStart(3, '0')}`;
}

/** A whole number with thin groups: `10 000`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A count with its noun: `1 order`, `12 orders`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** Epoch milliseconds as `2026-11-21 06:30:00 UTC`. */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Text no longer than the limit, with an ellipsis where it was cut. */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** Text with a capital, for the head of a column or figure. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
