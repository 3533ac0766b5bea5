import { complain } from './complain.ts';
import { EXIT } from './exit-code.ts';
import type { Output } from './output.ts';

/**
 * Writes what is left of an answer.
 *
 * @param binary in whose name it is said that it could not be written
 * @returns the exit code of the process
 */
export async function endOutput(output: Output, binary: string): Promise<number> {
  await output.end();
  const { broken } = output;
  if (broken === undefined) return EXIT.done;
  if (broken.code === 'EPIPE') return EXIT.readerGone;
  complain(`${binary}: cannot write to stdout: ${broken.message}\n`);
  return EXIT.later;
}
