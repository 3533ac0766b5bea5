import { createReadStream } from 'node:fs';
import type { StageFileOptions } from './stage-file.ts';
import type { TextRow, TextRows } from './stage-texts.ts';
import { newSuggestion } from './suggestion/suggestion.ts';
import { parseRow } from './values/check-row.ts';

/** @param path of a local file with a JSON object in each line; empty lines are passed over */
export function openNdjson(path: string, { types = {} }: StageFileOptions): TextRows {
  return {
    async suggest(known) {
      const names = new Set(known.map(({ name }) => name.toLowerCase()));
      const suggestion = newSuggestion(types);
      for await (const { members, where } of readRows(path)) {
        if ('message' in members) continue;
        suggestion.add(new Map([...members].filter(([name]) => !names.has(name.toLowerCase()))), where);
      }
      return known.length === 0 ? suggestion.columns() : suggestion.columnsWithValues();
    },
    read: () => readRows(path),
    drop: () => Promise.resolve(),
  };
}

async function* readRows(path: string): AsyncGenerator<TextRow> {
  let number = 0;
  for await (const line of readLines(path)) {
    number++;
    const where = `line ${number}`;
    const text = decode(line);
    if (text === undefined) yield { members: { column: '', message: 'the row is not UTF-8' }, where };
    else if (text.trim() !== '') yield { members: parseRow(text), where };
  }
}

/** Lines end at byte 0x0A and nowhere else. */
async function* readLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = piece.indexOf(0x0a); end !== -1; end = piece.indexOf(0x0a, start)) {
      yield Buffer.concat([...rest, piece.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    rest.push(piece.subarray(start));
  }
  yield Buffer.concat(rest);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(line: Buffer): string | undefined {
  try {
    return utf8.decode(line);
  } catch {
    return undefined;
  }
}
