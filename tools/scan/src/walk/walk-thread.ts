/** The program of a reading thread: lists directories and looks at names with plain calls. */
import { workerData } from 'node:worker_threads';
import { blockLength, namesPerCall } from './limits.ts';
import {
  joinNames,
  splitNames,
  type Answer,
  type Answers,
  type Question,
  type ThreadData,
} from './messages.ts';
import { listNow } from './seen.ts';
import { fillIn, newSheet, type Sheet } from './sheet.ts';
import { waited } from './waited.ts';

/** Names in a reply: enough that its cost does not count, few enough that nobody waits for it. */
const namesPerReply = 1024;
/** A reply does not wait longer for more: it may have to tell that the file system has become slow. */
const millisecondsPerReply = 20;

interface Reply {
  readonly answers: Answer[];
  readonly sheet: Sheet;
  readonly started: number;
  calls: number;
}

const { port, follow, hidden } = workerData as ThreadData;

port.on('message', (questions: readonly Question[]) => {
  let reply = newReply();
  for (const question of questions) {
    answer(reply, question);
    if (reply.sheet.used >= namesPerReply || performance.now() - reply.started > millisecondsPerReply) {
      send(reply);
      reply = newReply();
    }
  }
  if (reply.answers.length > 0) send(reply);
});

function newReply(): Reply {
  return { answers: [], sheet: newSheet(namesPerReply + blockLength), started: performance.now(), calls: 0 };
}

function answer(reply: Reply, { id, prefix, names }: Question): void {
  if (names !== undefined) {
    const block = splitNames(names);
    look(reply, prefix, block);
    reply.answers.push({ id, listed: undefined, count: block.length });
    return;
  }
  const listed = listNow(prefix);
  reply.calls += 1 + listed.length / namesPerCall;
  if (typeof listed === 'string') {
    reply.answers.push({ id, listed: { errno: listed }, count: 0 });
    return;
  }
  const block = listed.slice(0, blockLength);
  look(reply, prefix, block);
  reply.answers.push({ id, listed: { names: joinNames(listed) }, count: block.length });
}

function look(reply: Reply, prefix: string, names: readonly string[]): void {
  fillIn(reply.sheet, prefix, names, follow, hidden);
  reply.calls += names.length;
}

function send({ answers, sheet, calls, started }: Reply): void {
  const message: Answers = { answers, sheet, calls, milliseconds: waited(started, calls) };
  port.postMessage(message, [sheet.numbers.buffer]);
}
