import type { Options } from './option.ts';

/**
 * JSON Schema (draft 2020-12) of a whole leat.yaml, for editors.
 * @param sections the options of each tool that is to be described; of the others only the name is known
 */
export async function settingsJsonSchema(sections: Readonly<Record<string, Options>>): Promise<object> {
  const { buildJsonSchema } = await import('./build-json-schema.ts');
  return buildJsonSchema(sections);
}
