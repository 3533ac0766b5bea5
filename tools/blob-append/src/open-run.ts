import type { OpenContext } from '@leat/pipe';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine/index.ts';
import { makeScratchDirectory } from './scratch-directory.ts';
import type { AppendRules, AppendRun } from './table/run.ts';

export interface OpenRun extends AppendRun {
  /** The same run, for a part of its work: the files that this part makes are gone when it is done. */
  within<T>(work: (run: OpenRun) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What the commits of a run share; its directory and its DuckDB are made when they are asked for. */
export function openRun(rules: AppendRules, { log, signal, isDryRun }: OpenContext): OpenRun {
  let directory: string | undefined;
  let engine: Promise<Engine> | undefined;
  let names = 0;
  const remove = (): void => rmSync(directory!, { recursive: true, force: true });
  const place = (name: string): string => {
    if (directory === undefined) {
      directory = makeScratchDirectory();
      // A second signal ends the process at once, and the files may be as large as a table.
      process.once('exit', remove);
    }
    return join(directory, name);
  };
  const run: OpenRun = {
    rules,
    log,
    signal,
    isDryRun,
    engine: () => (engine ??= start(place('spill'), signal)),
    newPath: () => place(String(names++)),
    async within(work) {
      const files: string[] = [];
      const newPath = (): string => {
        const path = run.newPath();
        files.push(path);
        return path;
      };
      try {
        return await work({ ...run, newPath });
      } finally {
        for (const path of files) rmSync(path, { force: true });
      }
    },
    async close() {
      await (await engine)?.close();
      if (directory === undefined) return;
      process.off('exit', remove);
      remove();
    },
  };
  return run;
}

async function start(directory: string, signal: AbortSignal): Promise<Engine> {
  mkdirSync(directory);
  const { openEngine } = await import('./engine/index.ts');
  const engine = await openEngine({ directory });
  // A rewrite of a large table is one call.
  signal.addEventListener('abort', () => engine.connection.interrupt(), { once: true });
  return engine;
}
