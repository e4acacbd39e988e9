// biome-ignore-all lint/performance/noBarrelFile: what another project imports as `faultline/chaos`, and nothing else
export { chaos } from './middleware/chaos.ts';
export { withKey } from './middleware/invocation.ts';
export { withChaos } from './middleware/sdk-plugin.ts';
