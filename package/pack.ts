import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../kernel/project.ts';
import { buildPackage } from './build.ts';

// `npm run pack`: builds the package in dist/ and packs it, as faultline-<version>.tgz in the folder where it was asked for.
const folder = join(projectRoot, 'dist');
buildPackage(folder);
execFileSync('npm', ['pack', folder, '--silent'], { stdio: 'inherit' });
