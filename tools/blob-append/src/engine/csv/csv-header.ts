import { open } from 'node:fs/promises';
import { Failure } from '@leat/pipe';

/** The first line of a CSV file. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly separator: string;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
const MOST_BYTES = 1024 * 1024;

/**
 * Reads the names of the columns, and finds the separator: the one that is in the header most often, outside of quotes.
 *
 * @throws Failure reject `unreadable`
 */
export async function readCsvHeader(path: string): Promise<CsvHeader> {
  const line = firstLine(await readStart(path));
  const counted = SEPARATORS.map((separator) => ({ separator, names: splitLine(line, separator) }));
  const [best] = counted.toSorted((left, right) => right.names.length - left.names.length);
  if (line.trim() !== '' && best !== undefined) return best;
  throw new Failure('reject', 'unreadable', `${path}: it is not a readable CSV file: it has no header`, {
    hint: 'put the names of the columns into its first line',
  });
}

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
  } finally {
    await file.close();
  }
}

/** Up to the first line end that is not in quotes. */
function firstLine(text: string): string {
  return /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
}

function splitLine(line: string, separator: string): readonly string[] {
  const names: string[] = [];
  let name = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (char === '"' && isQuoted && line[at + 1] === '"') {
      name += '"';
      at++;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (char === separator && !isQuoted) {
      names.push(name);
      name = '';
    } else name += char;
  }
  return [...names, name];
}
