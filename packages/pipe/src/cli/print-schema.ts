import * as z from 'zod';
import { recordSchema } from '../record-schema.ts';
import type { Tool } from '../tool.ts';

/** `--schema`: one JSON Schema document (draft 2020-12) with a definition for what is read and what is added. */
export async function schemaText(tool: Tool): Promise<string> {
  const { reads, adds } = await tool.schemas();
  const isRows = tool.kind !== 'step' && tool.carries === 'rows';
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `leat-${tool.name}`,
    description: tool.summary,
    $defs: {
      ...(!isRows && { record: definition(recordSchema, 'input') }),
      ...(reads !== undefined && { reads: definition(reads, 'input') }),
      adds: definition(adds, 'output'),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function definition(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
