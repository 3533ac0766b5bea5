import { execa } from 'execa';

export interface Ran {
  readonly exit: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a real shell that has nothing but this environment. */
export async function runInBash(
  command: string,
  at: { readonly directory: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ran> {
  const { exitCode, stdout, stderr } = await execa('bash', ['-euo', 'pipefail', '-c', command], {
    cwd: at.directory,
    env: at.env,
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  return { exit: exitCode, stdout, stderr };
}
