import * as z from 'zod';
import { spellings, type Form } from './names.ts';
import { optionSchema } from './option-schema.ts';
import type { Option, Options } from './option.ts';
import { resources } from './resources.ts';
import { toolNames } from './sections.ts';
import { PROFILES } from './settings-file.ts';

const HOW: Readonly<Record<Form, string>> = {
  value: '',
  file: ' (a file that holds it)',
  command: ' (a command that prints it)',
};

/** See `settingsJsonSchema`, which loads this file, and zod with it, when it is needed. */
export function buildJsonSchema(sections: Readonly<Record<string, Options>>): object {
  const notes = z.registry<{ id?: string; description?: string }>();
  // Noted apart: zod leaves the default of a schema out when it changes its input.
  const defaults = new Map<unknown, Option['default']>();
  const anything = z.looseObject({}).nullable();
  notes.add(anything, { id: 'otherTool' });

  function schemaOf(option: Option, form: Form): z.ZodType {
    const one = form === 'value' ? optionSchema(option) : z.string().min(1);
    const schema = option.many === true ? z.union([z.array(one), one]) : one;
    notes.add(schema, { description: option.describe + HOW[form] });
    defaults.set(schema, option.default);
    return schema.optional();
  }
  function sectionOf(name: string, table: Options | undefined): z.ZodType {
    if (table === undefined) return anything.optional();
    const entries = Object.entries(table).flatMap(([key, option]) =>
      spellings(key, option).map((it) => [it.name, schemaOf(option, it.form)] as const),
    );
    const section = z.strictObject(Object.fromEntries(entries)).nullable();
    notes.add(section, { id: name });
    return section.optional();
  }

  const tables: Readonly<Record<string, Options>> = { ...resources, ...sections };
  const names = [...new Set([...Object.keys(tables), ...toolNames])];
  const base = Object.fromEntries(names.map((name) => [name, sectionOf(name, tables[name])]));
  const profiles = z.record(z.string(), z.strictObject(base).nullable()).nullish();
  notes.add(profiles, {
    description: 'settings that replace those of the same name when a profile is chosen',
  });
  return z.toJSONSchema(z.strictObject({ ...base, [PROFILES]: profiles }), {
    io: 'input',
    metadata: notes,
    override: ({ zodSchema, jsonSchema }) => {
      const value = defaults.get(zodSchema);
      if (value !== undefined) jsonSchema.default = value;
    },
  });
}
