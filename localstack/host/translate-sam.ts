import { join } from 'node:path';
import { execa } from 'execa';
import { UsageError } from '../../kernel/usage-error.ts';
import { pluginFolder } from '../places.ts';
import { install, type Report } from './install.ts';

/**
 * A SAM template in CloudFormation's own resources, by AWS's translator, which LocalStack's install brings.
 * @param template its code lies in S3, as the translator asks
 * @throws UsageError with each thing that SAM refuses
 */
export async function translateSam(template: object, report: Report): Promise<object> {
  const { python } = await install(report);
  const { exitCode, stdout, stderr } = await execa(python, [join(pluginFolder, 'src/faultline_localstack/sam.py')], {
    input: JSON.stringify(template),
    reject: false,
    env: { AWS_DEFAULT_REGION: 'us-east-1', PYTHONPATH: undefined, PYTHONHOME: undefined },
  });
  if (exitCode === 0) return JSON.parse(stdout);
  throw new UsageError('the SAM template cannot be translated', { hint: stderr.trim() });
}
