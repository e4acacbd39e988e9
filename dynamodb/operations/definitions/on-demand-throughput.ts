import { validationError } from '../../calls/errors.ts';
import type { Definition, OnDemandThroughput } from '../../tables/definition.ts';

const MEMBERS = ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const;
/** What takes a limit off again. */
const NO_LIMIT = -1;

type Mode = Definition['billingMode'];

const invalid = (what: string) => validationError(`One or more parameter values were invalid: ${what}`);

/**
 * The limits of a new table, or of a new index by that name. Throws AWS's ValidationException.
 *
 * Source: what AWS was seen to answer, github.com/nubo-db/dynoxide/issues/159 and the probes of aws-controllers-k8s.
 */
export function readLimits(
  limits: OnDemandThroughput | undefined,
  mode: Mode,
  index?: string,
): OnDemandThroughput | undefined {
  const whose = index === undefined ? '' : ` for index: ${index}`;
  refuseProvisioned(
    limits,
    mode,
    `OnDemandThroughput${whose} cannot be specified when table BillingMode is PROVISIONED.`,
  );
  checkRange(limits, 1, index);
  return given(limits);
}

/** The limits after a change: each that it names is replaced, or taken off by -1. Throws AWS's ValidationException. */
export function changeLimits(
  before: OnDemandThroughput | undefined,
  change: OnDemandThroughput | undefined,
  mode: Mode,
  index?: string,
): OnDemandThroughput | undefined {
  const whose = index === undefined ? '' : ` for index: ${index}`;
  refuseProvisioned(
    change,
    mode,
    `OnDemandThroughput${whose} cannot be specified when the table BillingMode is PROVISIONED`,
  );
  checkRange(change, NO_LIMIT, index);
  if (mode === 'PROVISIONED') return undefined;
  const merged = Object.entries({ ...before, ...change }).filter(([, units]) => units !== NO_LIMIT);
  return given(Object.fromEntries(merged));
}

function refuseProvisioned(limits: OnDemandThroughput | undefined, mode: Mode, why: string): void {
  const first = MEMBERS.find((member) => limits?.[member] !== undefined);
  if (mode === 'PROVISIONED' && first !== undefined) throw invalid(`${first} for ${why}`);
}

function checkRange(limits: OnDemandThroughput | undefined, least: number, index: string | undefined): void {
  const whose = index === undefined ? 'table' : `index : ${index}`;
  for (const member of MEMBERS) {
    const units = limits?.[member];
    if (units !== undefined && (units < least || units === 0))
      throw invalid(`Requested ${member} for OnDemandThroughput for ${whose} is outside of valid range`);
  }
}

const given = (limits: OnDemandThroughput | undefined) =>
  MEMBERS.some((member) => limits?.[member] !== undefined) ? limits : undefined;
