import { QuirkError } from '../../test/servers/clowder/quirk-flags.ts';

/* What the test servers that people start by hand have in common. */

/** What the person at the keyboard can mend; the usage is shown with it. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readPort(written: string): number {
  if (!/^\d+$/.test(written) || Number(written) > 65_535)
    throw new UsageError('--port must be a number up to 65535');
  return Number(written);
}

/**
 * Starts a server, which stops with this process, or says what was wrong with the command line.
 *
 * @param start undefined when the usage was asked for
 */
export async function runByHand(
  name: string,
  usage: string,
  start: () => Promise<{ stop(): Promise<void> } | undefined>,
): Promise<void> {
  try {
    const server = await start();
    if (server === undefined) {
      process.stdout.write(usage);
      return;
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void server.stop();
      });
    }
  } catch (error) {
    const problem = usageProblem(error);
    if (problem === undefined) throw error;
    console.error(`${name}: ${problem}\n\n${usage}`);
    process.exitCode = 2;
  }
}

function usageProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof UsageError || error instanceof QuirkError) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_PARSE_ARGS')) return error.message;
  return code === 'EADDRINUSE' || code === 'EACCES'
    ? 'the port cannot be used; choose another with --port'
    : undefined;
}
