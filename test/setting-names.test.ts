import { envName, resources, type Options } from '@leat/config';
import { optionSchema } from '../packages/config/src/option-schema.ts';
import { defaultValue } from '../packages/config/src/plain-value.ts';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  reducerOptions,
  runOptions,
  sourceOptions,
  stepOptions,
} from '../packages/pipe/src/cli/common-options.ts';
import { root } from './sandbox.ts';

/* Only here are the tables of all tools known together. */

const common = { ...sourceOptions, ...stepOptions, ...reducerOptions, ...runOptions };

async function tables(): Promise<Map<string, Options>> {
  const found = new Map<string, Options>(Object.entries(resources));
  for (const file of globSync('tools/*/src/options.ts', { cwd: root })) {
    const { options } = (await import(join(root, file))) as { options: Options };
    const name = file.split('/')[1]!;
    found.set(name, { ...options, ...common });
  }
  return found;
}

test('no two settings have the same name in the environment', async () => {
  const owners = new Map<string, string>();
  for (const [section, options] of await tables()) {
    for (const [name, option] of Object.entries(options)) {
      for (const variable of [envName(section, name), ...(option.env ?? [])]) {
        const setting = `${section}.${name}`;
        expect(owners.get(variable) ?? setting, variable).toBe(setting);
        owners.set(variable, setting);
      }
    }
  }
  expect(owners.size).toBeGreaterThan(20);
});

test('no option of a tool has the name of one that every run has', async () => {
  for (const file of globSync('tools/*/src/options.ts', { cwd: root })) {
    const { options } = (await import(join(root, file))) as { options: Options };
    expect(
      Object.keys(options).filter((name) => Object.hasOwn(common, name)),
      file,
    ).toEqual([]);
  }
});

test('every default is what its schema makes of it', async () => {
  for (const [section, options] of await tables()) {
    for (const [name, option] of Object.entries(options)) {
      if (option.default === undefined || option.many === true) continue;
      expect(optionSchema(option).parse(option.default), `${section}.${name}`).toEqual(defaultValue(option));
    }
  }
});
