// biome-ignore-all lint/performance/noBarrelFile: what another project imports as `faultline`, and nothing else
export { type Config, defineConfig, type Operation, type OperationId } from './config/config.ts';
