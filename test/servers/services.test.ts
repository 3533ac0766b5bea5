import { execa } from 'execa';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const scripts = join(import.meta.dirname, '../../scripts');
const NEEDED = 'bash cat chmod cp dirname find flock grep mkdir mktemp mv rm sleep tr'.split(' ');

/** A checkout with nothing built, on a machine with few programs. */
let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'leat-services-'));
  mkdirSync(join(checkout, 'scripts'));
  mkdirSync(join(checkout, 'bin'));
  cpSync(join(scripts, 'services'), join(checkout, 'scripts/services'));
  const places = (process.env['PATH'] ?? '').split(delimiter);
  for (const program of NEEDED) {
    const found = places.map((place) => join(place, program)).find((path) => existsSync(path));
    if (found !== undefined) symlinkSync(found, join(checkout, 'bin', program));
  }
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** A Go that notes what it is asked for. */
function haveGo(then: string, version = 'go1.26.8'): void {
  const script = `#!/bin/sh
echo "$@" >>"${checkout}/asked"
case $* in "env GOVERSION") echo ${version}; exit ;; esac
${then}
`;
  writeFileSync(join(checkout, 'bin/go'), script, { mode: 0o755 });
}

async function services(...words: string[]): Promise<{ exit: number | undefined; said: string }> {
  const { exitCode, all } = await execa('bash', [join(checkout, 'scripts/services'), ...words], {
    env: { PATH: join(checkout, 'bin') },
    extendEnv: false,
    reject: false,
    all: true,
  });
  return { exit: exitCode, said: all };
}

const cache = (): string => join(checkout, 'node_modules/.cache/leat');

test('without Go it says what is missing and goes on', async () => {
  expect(await services('build')).toEqual({ exit: 0, said: expect.stringContaining('there is no Go') });
});

test('two builds at once, and one more, build the pinned version once', async () => {
  haveGo('sleep 0.2; mkdir "$GOBIN"; echo binary >"$GOBIN/versitygw"; chmod +x "$GOBIN/versitygw"');
  const ended = await Promise.all([services('build'), services('build')]);
  ended.push(await services('build'));
  expect(ended.map(({ exit }) => exit)).toEqual([0, 0, 0]);
  expect(readFileSync(join(checkout, 'asked'), 'utf8')).toMatch(
    /^env GOVERSION\ninstall github\.com\/versity\/versitygw\/cmd\/versitygw@v\d+\.\d+\.\d+\n$/,
  );
  expect(readdirSync(join(cache(), 'bin')).sort()).toEqual(['versitygw', 'versitygw.version']);
});

test('a Go that cannot fetch a newer one itself is helped', async () => {
  const newer = join(checkout, 'modules/golang.org/toolchain@v0.0.1-go1.26.8.linux-arm64');
  const script = `case $* in
    "env GOOS") echo linux ;;
    "env GOARCH") echo arm64 ;;
    "env GOMODCACHE") echo "${checkout}/modules" ;;
    mod*) mkdir -p "${newer}/bin" "${newer}/pkg/tool" "${newer}/src"; mv "${checkout}/newer" "${newer}/bin/go" ;;
    *) exit 1 ;;
  esac`;
  haveGo(script, 'go1.19.8');
  const build = 'mkdir "$GOBIN"; echo binary >"$GOBIN/versitygw"; chmod +x "$GOBIN/versitygw"';
  writeFileSync(join(checkout, 'newer'), `#!/bin/sh\n${build}\n`, { mode: 0o644 });
  expect(await services('build')).toMatchObject({ exit: 0 });
  expect(readdirSync(join(cache(), 'bin')).sort()).toEqual(['versitygw', 'versitygw.version']);
});

test('another version is built anew', async () => {
  haveGo('mkdir "$GOBIN"; echo binary >"$GOBIN/versitygw"; chmod +x "$GOBIN/versitygw"');
  await services('build');
  writeFileSync(join(cache(), 'bin/versitygw.version'), 'v0.0.1\n');
  await services('build');
  expect(readFileSync(join(checkout, 'asked'), 'utf8').match(/^install/gm)).toHaveLength(2);
});

test('a build that fails says so and leaves nothing', async () => {
  haveGo('echo no network >&2; exit 1');
  expect(await services('build')).toEqual({ exit: 1, said: expect.stringContaining('no network') });
  expect(readdirSync(cache()).sort()).toEqual(['bin', 'build.lock']);
  expect(readdirSync(join(cache(), 'bin'))).toEqual([]);
});

test('a pid that belongs to something else is left alone', async () => {
  mkdirSync(cache(), { recursive: true });
  writeFileSync(join(cache(), 'services.pid'), `${process.pid}\n`);
  expect(await services('stop')).toEqual({ exit: 0, said: 'services: nothing is running' });
});

test.for([
  [[], 2],
  [['go'], 2],
  [['--help'], 0],
] as const)('%j shows how it is used', async ([words, exit]) => {
  expect(await services(...words)).toEqual({
    exit,
    said: expect.stringContaining('Usage: scripts/services'),
  });
});

/** Leaving a loop over the child itself would wait for its end. */
function untilSaid(child: ReturnType<typeof startScript>, wanted: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(wanted)) resolve(text);
    });
  });
}

function startScript(name: string, ...flags: string[]) {
  return execa(process.execPath, [join(scripts, name), ...flags], { reject: false });
}

test('both object stores run until they are told to stop', async () => {
  const file = join(checkout, 'lines');
  const child = startScript('object-stores.ts', '--save', file);
  const lines = await untilSaid(child, 'AZURE_STORAGE_CONNECTION_STRING');
  const address = /BlobEndpoint=(http:[^;]+)/.exec(lines)?.[1] ?? '';
  expect((await fetch(address)).headers.get('server')).toContain('Azurite');
  child.kill('SIGTERM');
  expect(await child).toMatchObject({ exitCode: 0, stderr: '' });
  expect(readFileSync(file, 'utf8')).toContain(address);
  await expect(fetch(address)).rejects.toThrow('fetch failed');
});

test('the strict server runs by hand', async () => {
  const child = startScript('s3-server.ts', '--bucket', 'data', '--quirk', 'noSuffixRanges=true');
  const lines = await untilSaid(child, 'AWS_REGION');
  const address = /AWS_ENDPOINT_URL_S3='([^']+)'/.exec(lines)?.[1] ?? '';
  expect((await fetch(address)).status).toBe(403);
  const taken = await startScript('s3-server.ts', '--port', new URL(address).port);
  expect([taken.exitCode, taken.stderr]).toEqual([2, expect.stringContaining('choose another with --port')]);
  child.kill('SIGTERM');
  expect(await child).toMatchObject({ exitCode: 0, stderr: '' });
});

test.for([
  [['--port', 'x'], '--port must be a number up to 65535'],
  [['--nope'], "Unknown option '--nope'"],
  [
    ['--quirk', 'ignoreConditions=1'],
    '--quirk ignoreConditions: no such quirk; the nearest is ignoresConditions',
  ],
] as const)('s3-server %j is a usage error', async ([flags, message]) => {
  const { exitCode, stderr } = await startScript('s3-server.ts', ...flags);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`s3-server: ${message}`)]);
});
