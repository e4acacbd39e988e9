import type { Violation } from '../../../verdict/verdict-schema.ts';

/** A kind of anomaly and how often it was found. */
export interface Finding {
  readonly name: string;
  count: number;
  /** The first ones in words: the rest is only counted. */
  readonly violations: Violation[];
}

const described = 100;

/** Anomalies by name, in the order in which they were first found. */
export class AnomalyLog {
  readonly findings = new Map<string, Finding>();

  /** Note an anomaly. @param describe called only while few were described */
  add(name: string, describe: () => Omit<Violation, 'id'>): void {
    let finding = this.findings.get(name);
    if (finding === undefined) {
      finding = { name, count: 0, violations: [] };
      this.findings.set(name, finding);
    }
    finding.count += 1;
    if (finding.violations.length < described) finding.violations.push({ id: name, ...describe() });
  }
}
