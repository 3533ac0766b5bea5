import { identify, identifyName, unlisted, type WalkRules } from './identify.ts';
import { blockLength, namesPerCall } from './limits.ts';
import { packNames } from './packed-names.ts';
import { callsPerSample, type Pace } from './pace.ts';
import type { Reader, Task } from './read-ahead.ts';
import { listNow, seeNow } from './seen.ts';
import { fillIn, hasRoom, lookIn, newSheet } from './sheet.ts';
import { waited } from './waited.ts';
import { showFound, type Found, type Visit } from './visit.ts';

const namesPerSheet = 4 * blockLength;

/**
 * Lists `visit` if that has not happened, and sets `found` to its next block of entries, with plain calls. It
 * stops early when they turn out to be slow.
 */
export function readNow(visit: Visit, rules: WalkRules, pace: Pace): void {
  let start = performance.now();
  let calls = 0;
  const sample = (): void => {
    pace.sample(calls, waited(start, calls));
    start = performance.now();
    calls = 0;
  };
  if (visit.names === undefined) {
    const listed = listNow(visit.directory.absolute);
    showListed(visit, listed);
    calls = 1 + listed.length / namesPerCall;
  }
  const found: Found[] = [];
  const end = Math.min(visit.next + blockLength, visit.names!.length);
  for (let index = visit.next; index < end && !pace.slow; index++) {
    found.push(lookAt(visit, visit.names!.at(index)!, rules));
    if (++calls >= callsPerSample) sample();
  }
  if (calls > 0) sample();
  showFound(visit, found);
}

/** Gives a function that does a task of the read-ahead with plain calls. */
export function taskReader({ follow, hidden }: WalkRules, pace: Pace): (task: Task) => void {
  let sheet = newSheet(namesPerSheet);
  return ({ visit, names, done }) => {
    const start = performance.now();
    if (names === undefined) showListed(visit, listNow(visit.directory.absolute));
    const block = names ?? visit.names!.slice(0, blockLength);
    if (!hasRoom(sheet, block.length)) sheet = newSheet(namesPerSheet);
    const first = sheet.used;
    fillIn(sheet, visit.prefix, block, follow, hidden);
    const calls = 1 + block.length;
    pace.sample(calls, waited(start, calls));
    done(lookIn(sheet, first, block.length));
  };
}

/** Reads what it is given at once, and nothing ahead: where something else has begun what it cannot finish. */
export function plainReader(rules: WalkRules, pace: Pace): Reader {
  return {
    always: false,
    room: () => 0,
    start: (tasks) => tasks.forEach(taskReader(rules, pace)),
    stop: () => Promise.resolve(),
  };
}

/** Sets `names` to what was listed, or `trouble` if that is an errno. */
export function showListed(visit: Visit, listed: string[] | string): void {
  if (typeof listed === 'string') visit.trouble = unlisted(visit, listed);
  visit.names = typeof listed === 'string' ? [] : packNames(listed);
}

function lookAt(visit: Visit, raw: string, rules: WalkRules): Found {
  const name = identifyName(visit, raw, rules);
  if (typeof name !== 'string') return name;
  return identify(visit, raw, name, seeNow(visit.prefix + name, rules.follow), rules);
}
