// biome-ignore-all lint/performance/noBarrelFile: what another project imports as `faultline`, and nothing else
export { type Config, defineConfig } from './config/config.ts';
export type { Operation, OperationId } from './input/operation.ts';
export type { Broken, End, EndMessage, EndRequest, OwnInvariant, Row } from './invariants/own-invariant.ts';
