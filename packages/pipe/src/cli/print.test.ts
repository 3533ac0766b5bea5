import { loadSettings } from '@leat/config';
import { expect, test, vi } from 'vitest';
import { testDirectory } from '../fixtures/directory.ts';
import { options, source, step } from '../fixtures/tool.ts';
import type { AnySettings } from '../tool.ts';
import { commonOptions } from './common-options.ts';
import { configText } from './print-config.ts';
import { schemaText } from './print-schema.ts';

test('every setting with its value and where it comes from; secrets are masked', async () => {
  const directory = testDirectory();
  vi.stubEnv('XDG_STATE_HOME', directory);
  const settings = (await loadSettings({
    tool: 'put',
    options: { ...options, ...commonOptions(step) },
    resources: [],
    flags: { to: '/there', roots: ['a'] },
    env: { PUT_PASSWORD: 'hunter2-secret', LEAT_PUT_MODE: 'link' },
    cwd: directory,
    home: directory,
  })) as unknown as AnySettings;
  const text = configText(step, settings);
  vi.unstubAllEnvs();
  const find = (name: string): string | undefined =>
    text.split('\n').find((line) => new RegExp(String.raw`^(\S*\.)?${name} `).test(line));
  expect(find('to')).toMatch(/= \/there +# .*--to/);
  expect(find('mode')).toMatch(/= link +# .*LEAT_PUT_MODE/);
  expect(find('password')).toContain('= ***');
  expect(text).not.toContain('hunter2');
  expect(find('concurrency')).toMatch(/= 4 +# default/);
  expect(find('ledger')).toBeDefined();
  expect(text).toMatch(
    new RegExp(`ledger +  = ${directory}/leat/put/there-[0-9a-f]{10}\\.db  # in use`.replace('  =', ' =')),
  );
});

test('the schema of what it reads and adds, with the contract', async () => {
  const document = JSON.parse(await schemaText(step)) as { $defs: Record<string, { properties: object }> };
  expect(document).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'leat-put',
    description: 'puts things somewhere',
  });
  expect(Object.keys(document.$defs)).toEqual(['record', 'reads', 'adds']);
  expect(Object.keys(document.$defs['record']!.properties)).toEqual([
    'key',
    'rev',
    'uri',
    'version',
    'files',
    'dryRun',
  ]);
  expect(document.$defs['adds']!.properties).toMatchObject({
    put: { properties: { path: { type: 'string', description: 'where it is' } } },
  });
});

test('a source of rows has no contract to show', async () => {
  const { adds } = await source.schemas();
  const rows = { ...source, carries: 'rows' as const, schemas: async () => ({ adds }) };
  const { $defs } = JSON.parse(await schemaText(rows)) as { $defs: object };
  expect(Object.keys($defs)).toEqual(['adds']);
});
