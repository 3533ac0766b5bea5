/**
 * Writes what is generated from the tools themselves: the help in each tool's README, and the JSON Schema of
 * leat.yaml. `--check` changes nothing and fails when something is out of date.
 */
import { execa } from 'execa';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settingsJsonSchema } from '../packages/config/src/settings-json-schema.ts';
import { toolForms } from '../packages/config/src/sections.ts';
import type { Options } from '../packages/config/src/index.ts';
import {
  reducerOptions,
  runOptions,
  sourceOptions,
  stepOptions,
} from '../packages/pipe/src/cli/common-options.ts';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const stale: string[] = [];

function put(file: string, text: string): void {
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (isCheck) stale.push(file);
  else writeFileSync(path, text);
}

for (const launcher of globSync(['tools/*/bin/*.js', 'packages/pipe/bin/*.js'], { cwd: root }).toSorted()) {
  const readme = join(dirname(dirname(launcher)), 'README.md');
  const { stdout } = await execa('node', [join(root, launcher), '--help']);
  const before = readFileSync(join(root, readme), 'utf8');
  const after = before.replace(
    /<!-- help -->[\s\S]*<!-- \/help -->/,
    () => `<!-- help -->\n\n\`\`\`text\n${stdout.trimEnd()}\n\`\`\`\n\n<!-- /help -->`,
  );
  if (!after.includes('<!-- help -->')) throw new Error(`${readme} has no <!-- help --> marks`);
  put(readme, after);
}

const ofForm = { source: sourceOptions, step: stepOptions, reducer: reducerOptions, page: {} };
const sections: Record<string, Options> = {};
for (const file of globSync('tools/*/src/options.ts', { cwd: root }).toSorted()) {
  const { options } = (await import(join(root, file))) as { options: Options };
  const name = file.split('/')[1]! as keyof typeof toolForms;
  sections[name] = { ...options, ...ofForm[toolForms[name]], ...runOptions };
}
put('leat.schema.json', `${JSON.stringify(await settingsJsonSchema(sections), null, 2)}\n`);

if (stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(', ')}; run "npm run docs"\n`);
  process.exitCode = 1;
}
