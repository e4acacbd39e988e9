import { chaos } from '../middleware/chaos.ts';
import { processEnvironment } from '../middleware/environment.ts';
import { underChaos } from './handler-under-chaos.ts';
import { beyondFaults, interceptAwsCalls } from './intercept.ts';
import { loadHandler } from './load-handler.ts';

// The entry that the CDK Aspect puts in front of a foreign handler. What the handler imports must find the calls intercepted.
const own = beyondFaults(processEnvironment);
const environment = { ...own, rules: { active: () => beyondFaults(() => own.rules.active()) } };
await interceptAwsCalls(environment);
const foreign = await loadHandler(process.env.LAMBDA_TASK_ROOT ?? process.cwd(), process.env.FAULTLINE_HANDLER ?? '');

/** The foreign handler, under chaos. */
export const handler = underChaos(foreign, chaos(environment));
