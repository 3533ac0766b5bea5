import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { put, textAt } from '../behaviour/open-copy.ts';
import { noVersitygw, openPlaces, type Places } from '../behaviour/places.ts';
import { openShell, type Shell } from './shell.ts';

/* What a provider puts into a bucket goes into ours, tick by tick: by the built tools, through a real shell. */

describe.skipIf(noVersitygw !== undefined)(`a provider's bucket ${noVersitygw ?? ''}`, () => {
  let places: Places;
  let shell: Shell;
  beforeAll(async () => {
    places = await openPlaces();
    shell = openShell(places.env);
  });
  afterAll(async () => {
    shell.end();
    await places.stop();
  });

  test('two ticks: the second does what is new, and nothing else', async () => {
    const [provider, raw] = [await places.fresh('s3'), await places.fresh('s3')];
    const names = ['2026/05/a.csv', '2026/05/a-b/c.csv', '2026/05/a/d.csv', '2026/06/ü 1.csv'];
    for (const name of names) await put(`${provider}/${name}`, `content of ${name}`, places.access);
    const tick = `leat-scan ${provider}/ --as file --since 7d | leat-copy --to ${raw}/in/`;

    const first = await shell.run(tick);
    expect(first.log.filter(({ level }) => level === 'error')).toEqual([]);
    expect(first.exit).toBe(0);
    expect(first.summary('copy')).toMatchObject({ read: 4, done: 4, skipped: 0 });
    expect(first.records.map(({ uri }) => uri).toSorted()).toEqual(
      names.map((name) => `${raw}/in/${name}`).toSorted(),
    );
    for (const name of names)
      expect(await textAt(`${raw}/in/${name}`, places.access)).toBe(`content of ${name}`);

    await put(`${provider}/2026/06/new.csv`, 'new', places.access);
    const second = await shell.run(tick);
    expect(second.summary('copy')).toMatchObject({ read: 5, done: 1, skipped: 4, failed: 0 });
    // What was done is printed again, so that the next tool gets it.
    expect(second.records).toHaveLength(5);

    const cheap = await shell.run(tick.replace('--since 7d', '--skip-done copy'));
    expect(cheap.summary('copy')).toMatchObject({ read: 0 });
    expect(cheap.summary('scan')).toMatchObject({ listed: 5, emitted: 0, held: { done: 5 } });

    const lost = await shell.run(`${tick} --ledger lost.db`);
    expect(lost.summary('copy')).toMatchObject({ read: 5, failed: 0 });
    expect(lost.records.map(({ copy }) => (copy as { status: string }).status)).toEqual(
      Array(5).fill('present'),
    );
  });

  test('what lies in ours is scanned, and goes on to Azure and to a directory', async () => {
    const [raw, box] = [await places.fresh('s3'), await places.fresh('az')];
    for (const name of ['c/d/a', 'c/d/b', 'c/e/a']) await put(`${raw}/in/${name}`, name, places.access);
    const { exit, records } = await shell.run(
      `leat-scan ${raw}/in | leat-copy --to ${box}/sets --name '{dataset.category}-{dataset.title}' | leat-copy --to local`,
    );
    expect(exit).toBe(0);
    expect(records.map(({ uri }) => uri).toSorted()).toEqual(
      ['c/d', 'c/e'].map((key) => `${shell.directory}/local/${key}`),
    );
    expect(await textAt(`${shell.directory}/local/c/d/b`)).toBe('c/d/b');
    const listed = await shell.run(`leat-scan ${box}/sets --as file`);
    expect(listed.records.map(({ key }) => key)).toEqual(['c-d/a', 'c-d/b', 'c-e/a']);
  });

  test('several prefixes come in the order of their labels', async () => {
    const [one, two] = [await places.fresh('s3'), await places.fresh('az')];
    await put(`${one}/c/a`, 'a', places.access);
    await put(`${two}/c/a`, 'a', places.access);
    const { records } = await shell.run(`leat-scan ${one} ${two}/ --label 2 --label 1 --as file`);
    expect(records.map(({ key, uri }) => [key, uri])).toEqual([
      ['1/c/a', `${two}/c/a`],
      ['2/c/a', `${one}/c/a`],
    ]);
  });

  test.for(['s3', 'az'])('a %s root that is not there is a problem, and no empty list', async (scheme) => {
    const { exit, records, log, summary } = await shell.run(
      `leat-scan ${scheme}://nowhere-to-be-found/x --as file`,
    );
    expect({ exit, records }).toEqual({ exit: 3, records: [] });
    expect(summary('scan')).toMatchObject({ listed: 1, problems: 1 });
    expect(log).toContainEqual(expect.objectContaining({ level: 'error', code: 'root_denied' }));
    const check = await shell.run(`leat-scan ${scheme}://nowhere-to-be-found/x --check`);
    expect(check.exit).toBe(4);
  });

  test('without access, nothing is listed, and the exit code says so', async () => {
    const { exit, log } = await shell.run('AWS_SECRET_ACCESS_KEY=wrong leat-scan s3://bucket --as file');
    expect(exit).toBe(3);
    expect(log).toContainEqual(expect.objectContaining({ code: 'root_denied' }));
  });

  test('--hash reads objects, and a copy has the same rev', async () => {
    const bucket = await places.fresh('s3');
    await put(`${bucket}/c/d/a`, 'content', places.access);
    const scan = (root: string) => shell.run(`leat-scan ${root} --as file --hash sha256`);
    await shell.run(`leat-scan ${bucket} --as file | leat-copy --to hashed`);
    const [there, here] = [await scan(bucket), await scan('hashed')];
    expect(there.records[0]!['rev']).toBe(here.records[0]!['rev']);
    expect(there.records[0]!['rev']).toMatch(/^[0-9a-f]{64}$/);
  });

  test.for([
    ["--to here --name '{'", 'template_bad'],
    ['--to s3://', 'bad_uri'],
    ['--to http://host/x', 'bad_uri'],
  ])('%s is no way to call it', async ([flags, code]) => {
    const { exit, log } = await shell.run(`echo '{"key":"a","uri":"/a"}' | leat-copy ${flags}`);
    expect(exit).toBe(2);
    expect(JSON.stringify(log)).toContain(code);
  });

  test('--check of a copy tells whether the target is there', async () => {
    const box = await places.fresh('az');
    expect((await shell.run(`leat-copy --to ${box}/x --check`)).exit).toBe(0);
    expect((await shell.run('leat-copy --to az://nowhere-to-be-found/x --check')).exit).toBe(4);
  });
});
