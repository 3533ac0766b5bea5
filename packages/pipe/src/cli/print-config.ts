import type { ValuesOf } from '@leat/config';
import type { AnySettings, Tool } from '../tool.ts';
import type { ledgerOptions } from './common-options.ts';
import { ledgerPlace } from './ledger-place.ts';

/** Every setting with its value and where it comes from, one per line; secrets are masked. */
export function configText(tool: Tool, settings: AnySettings): string {
  const rows = settings.describe().map(({ setting, value, origin }) => ({ setting, value, origin }));
  if (tool.kind !== 'source') {
    const values = settings.values as ValuesOf<typeof ledgerOptions>;
    const place = ledgerPlace(tool.name, tool.destination(settings), tool.resultOptions?.(settings), values);
    rows.push({ setting: 'ledger', value: place.ledgerPath ?? 'none', origin: 'in use' });
  }
  const width = Math.max(...rows.map(({ setting }) => setting.length));
  const lines = rows.map(({ setting, value, origin }) => `${setting.padEnd(width)} = ${value}  # ${origin}`);
  const files = settings.files.map((file) => `# read ${file}`);
  return `${[...files, ...lines].join('\n')}\n`;
}
