import { execa } from 'execa';

export interface Child {
  readonly pid: number;
  isRunning(): boolean;
  /** Ends it by its pid and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * The shell becomes the server, so the pid is the server's own. A watcher waits for the end of standard input, which
 * comes when this process is gone in whatever way, and then ends the server and removes its directory: a test that
 * was killed leaves nothing behind.
 */
const WATCHED = `exec 3<&0
directory=$1; shift
(cat <&3; kill -KILL $$; if [ -n "$directory" ]; then sleep 0.2; rm -rf "$directory"; fi) >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-`;

/**
 * Starts a server as a child process and waits until it says that it is ready.
 *
 * @param ready looks at all of its output so far, on either stream; anything but undefined is the result
 * @param options.directory is removed when the server is gone
 * @throws Error with the output when the process ends before that
 */
export async function startChild<Result>(
  command: readonly [string, ...string[]],
  ready: (output: string) => Result | undefined,
  options: { readonly env?: Readonly<Record<string, string>>; readonly directory?: string } = {},
): Promise<{ readonly child: Child; readonly result: Result }> {
  const { env = {}, directory = '' } = options;
  const server = execa('sh', ['-c', WATCHED, 'sh', directory, ...command], {
    env,
    stdin: 'pipe',
    reject: false,
    buffer: false,
    // What is sent to the whole group of this process, as by Ctrl-C, must not end the watcher before its work.
    detached: true,
  });
  let output = '';
  let isReady = false;
  let isRunning = true;
  const end = server.then(() => {
    isRunning = false;
  });
  const result = await new Promise<Result>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      // What comes later is read all the same: a full pipe would stop the server.
      if (isReady) return;
      output += chunk.toString();
      const found = ready(output);
      if (found === undefined) return;
      isReady = true;
      resolve(found);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    void end.then(() => reject(new Error(`${command[0]} did not start:\n${output}`)));
  });
  return {
    result,
    child: {
      pid: server.pid ?? 0,
      isRunning: () => isRunning,
      async stop() {
        server.kill('SIGTERM');
        await end;
      },
    },
  };
}
