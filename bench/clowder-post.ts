// What Node alone can do: `clowder-post.ts FILE ADDRESS` sends one file, read into memory that is used again, hashed
// by nobody.
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { request } from 'node:http';

const BLOCK_BYTES = 1024 * 1024;
const BLOCKS = 4;

const [path, address] = process.argv.slice(2) as [string, string];
const file = await open(path);
const { size } = await file.stat();
const head = Buffer.from(
  '--end\r\nContent-Disposition: form-data; name="file"; filename="large.raw"\r\n\r\n',
);
const tail = Buffer.from('\r\n--end--\r\n');
const post = request(address, {
  method: 'POST',
  headers: {
    'content-type': 'multipart/form-data; boundary=end',
    'content-length': head.length + size + tail.length,
    'x-api-key': process.env['CLOWDER_TOKEN'],
  },
});
const answered = once(post, 'response');
post.write(head);
const ring = Array.from({ length: BLOCKS }, () => Buffer.allocUnsafeSlow(BLOCK_BYTES));
for (let at = 0, count = 0; at < size; count++) {
  const { buffer, bytesRead } = await file.read(ring[count % BLOCKS]!, 0, BLOCK_BYTES, at);
  at += bytesRead;
  post.write(buffer.subarray(0, bytesRead));
  if (post.writableLength > BLOCK_BYTES) await once(post, 'drain');
}
post.end(tail);
const [answer] = await answered;
answer.resume();
await once(answer, 'end');
await file.close();
process.exitCode = answer.statusCode === 200 ? 0 : 1;
