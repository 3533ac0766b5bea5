import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadSettings } from './load-settings.ts';
import type { Options } from './option.ts';
import type { ResourceName } from './resources.ts';
import { SettingsError, type Problem } from './settings-error.ts';
import type { Settings } from './settings.ts';

/** For tests: a real directory with a home and a working directory in it, removed afterwards. */
export interface TemporaryProject {
  readonly home: string;
  readonly cwd: string;
  /** Writes a file below the project's directory, private as a settings file should be. */
  write(path: string, content: string | Uint8Array, mode?: number): Promise<string>;
  load<const O extends Options, R extends ResourceName = never>(
    request: Partial<Request> & { options: O; resources?: readonly R[] },
  ): Promise<Settings<O, R>>;
  /** What is wrong, as `where: message (hint)`; fails when nothing is. */
  problems(
    request: Partial<Request> & { options: Options; resources?: readonly ResourceName[] },
  ): Promise<readonly Problem[]>;
}

interface Request {
  readonly tool: string;
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
}

export async function makeProject(files: Readonly<Record<string, string>> = {}): Promise<TemporaryProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'leat-config-')));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const home = join(root, 'home');
  const cwd = join(root, 'project', 'work');
  await mkdir(home);
  await mkdir(cwd, { recursive: true });

  const project: TemporaryProject = {
    home,
    cwd,
    async write(path, content, mode = 0o600) {
      const whole = join(root, path);
      await mkdir(dirname(whole), { recursive: true });
      await writeFile(whole, content);
      await chmod(whole, mode);
      return whole;
    },
    load: ({ tool = 'scan', flags = {}, env = {}, resources = [], ...rest }) =>
      loadSettings({
        tool,
        flags,
        env: { PATH: process.env['PATH'], ...env },
        cwd,
        home,
        resources,
        ...rest,
      }),
    async problems(request) {
      try {
        await project.load(request);
      } catch (error) {
        if (error instanceof SettingsError) return error.problems;
        throw error;
      }
      throw new Error('the settings are right');
    },
  };
  for (const [path, content] of Object.entries(files)) await project.write(path, content);
  return project;
}

/** Where the user's file is, and two places of the project's. */
export const USER = 'home/.config/leat/leat.yaml';
export const PROJECT = 'project/work/leat.yaml';
export const ABOVE = 'project/leat.yaml';
