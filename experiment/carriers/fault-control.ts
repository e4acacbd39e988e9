import type { Fault, Place } from '../../chaos/faults/fault.ts';
import type { Cloud } from '../../kernel/cloud.ts';
import type { Time } from '../../kernel/pause.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';
import type { ActiveFault, Carrier, FaultRequest, FaultTimes } from './carrier.ts';
import { type Ending, endAllFaults } from './end-all.ts';

/** Starts and ends faults wherever they act. */
export interface FaultControl {
  /**
   * Makes sure that a fault can be injected: this cloud can carry it, and it aims at something.
   * @throws UsageError that says why not, and what would work
   */
  check(request: Pick<FaultRequest, 'id' | 'fault' | 'target'>): Promise<void>;
  /** Whether a fault may be injected before it starts; what may not acts as soon as it is injected. */
  startsAhead(fault: string): boolean;
  /** Starts a fault that ends by itself after its time. @throws Error if it is not in place afterwards */
  inject(request: FaultRequest): Promise<FaultTimes>;
  /** Puts off the end of a fault, epoch milliseconds; it goes on as it is. @throws Error if it has ended */
  extend(fault: Pick<FaultRequest, 'id' | 'fault'>, expiresAt: number): Promise<void>;
  /** Ends a fault; harmless if it has already ended. @throws Error if it still acts afterwards */
  withdraw(fault: Pick<FaultRequest, 'id' | 'fault'>): Promise<void>;
  /** What acts now or will, whoever started it. */
  active(): Promise<readonly ActiveFault[]>;
  /** Ends everything, whoever started it, without the help of chaos functions. */
  endAll(): Promise<Ending>;
}

export interface FaultControlOptions {
  readonly cloud: Cloud;
  readonly carriers: readonly Carrier[];
  /** @throws UsageError if the target of the fault does not exist */
  readonly checkTarget: (fault: Fault, request: Pick<FaultRequest, 'id' | 'target'>) => Promise<void>;
  readonly catalogue: readonly Fault[];
  readonly time: Time;
  /** Tells whether the cloud itself has ended. */
  readonly isGone?: () => Promise<boolean>;
}

const END_WITHIN_MS = 15_000;

const carrierOf: Readonly<Record<Place, Carrier['name']>> = {
  function: 'rules',
  record: 'rules',
  call: 'rules',
  setting: 'settings',
  cloud: 'cloud',
  environment: 'cloud',
};

/** Puts the carriers of a cloud behind one control. */
export function openFaultControl(options: FaultControlOptions): FaultControl {
  const { cloud, carriers, checkTarget, catalogue, time, isGone } = options;
  const ends = { time, settleMs: 0, withinMs: END_WITHIN_MS, ...(isGone && { isGone }) };
  const faultNamed = (name: string) => {
    const fault = catalogue.find((one) => one.name === name);
    if (fault === undefined)
      throw new UsageError(`there is no fault "${name}"`, { hint: `See ${labCommand} chaos list` });
    return fault;
  };
  const carrierFor = (name: string): Carrier => {
    const { place } = faultNamed(name);
    const carrier = carriers.find((one) => one.name === carrierOf[place]);
    if (carrier === undefined) throw cannotCarry(name, place, cloud);
    return carrier;
  };
  let ending: Promise<unknown> = Promise.resolve();
  return {
    startsAhead: (fault) => carrierFor(fault).startsAhead,
    async check(request) {
      carrierFor(request.fault);
      await checkTarget(faultNamed(request.fault), request);
    },
    inject: async (request) => carrierFor(request.fault).inject(request),
    extend: async (fault, expiresAt) => carrierFor(fault.fault).extend(fault, expiresAt),
    withdraw: async (fault) => carrierFor(fault.fault).withdraw(fault),
    active: async () => (await Promise.all(carriers.map((carrier) => carrier.active()))).flat(),
    endAll() {
      // One after another: each must see what was injected before it was called, and no two put back the same setting.
      const next = ending.then(() => endAllFaults(carriers, ends));
      ending = next;
      return next;
    },
  };
}

function cannotCarry(name: string, place: Place, { kind, endpoint }: Cloud): UsageError {
  const where = kind === 'aws' ? 'AWS' : `the LocalStack at ${endpoint}`;
  const what = place === 'cloud' ? "on the cloud's request path" : 'on the execution environments under a function';
  return new UsageError(
    `the fault ${name} acts ${what}, and ${where} does not let the lab reach that: its API /_localstack/chaos/faults is missing`,
    {
      hint: [
        `Faults of the place "${place}" work on a LocalStack that the lab started: ${labCommand} up.`,
        `Faults of the places function, record, call and setting work everywhere: see ${labCommand} chaos list.`,
      ].join('\n'),
    },
  );
}
