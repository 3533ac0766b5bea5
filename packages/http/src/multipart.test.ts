import { expect, test } from 'vitest';
import { multipart, type Part } from './multipart.ts';

async function textOf(parts: readonly Part[]): Promise<string> {
  const body = multipart(parts);
  const chunks: Buffer[] = [];
  for await (const chunk of body.chunks()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes.length).toBe(body.length);
  const boundary = /boundary=(.*)$/.exec(body.type)![1]!;
  return bytes.toString().replaceAll(boundary, 'B');
}

function file(filename: string, content: string, type?: string): Part {
  const bytes = Buffer.from(content);
  const chunks = async function* (): AsyncGenerator<Buffer> {
    yield bytes;
  };
  return { field: 'file', filename, type, length: bytes.length, chunks };
}

test('files and texts, each byte counted before it is sent', async () => {
  let late = '';
  const note: Part = { field: 'note', length: 5, text: () => late };
  const parts = [file('a b.txt', 'hällo', 'text/plain'), note, file('empty', '')];
  late = 'later';
  expect(await textOf(parts)).toBe(
    [
      '--B',
      'Content-Disposition: form-data; name="file"; filename="a b.txt"',
      'Content-Type: text/plain',
      '',
      'hällo',
      '--B',
      'Content-Disposition: form-data; name="note"',
      '',
      'later',
      '--B',
      'Content-Disposition: form-data; name="file"; filename="empty"',
      '',
      '',
      '--B--',
      '',
    ].join('\r\n'),
  );
});

test.each([
  ['Straße µ 日本.txt', 'Straße µ 日本.txt'],
  ['a"b\\c;d:e.txt', 'a%22b\\c;d:e.txt'],
  ['two\r\nlines', 'two%0D%0Alines'],
])('the name %j stands as %j', async (name, expected) => {
  expect(await textOf([file(name, 'x')])).toContain(`filename="${expected}"\r\n`);
});

test('a text of another length than promised is a bug', async () => {
  await expect(textOf([{ field: 'a', length: 3, text: () => 'four' }])).rejects.toThrow('3 were promised');
});
