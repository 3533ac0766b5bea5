import { openStore, parseAddress, type Address, type Store } from '@leat/storage';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from 'vitest';
import { stores, type Started, type StoreUnderTest } from './stores.data.ts';

/** A place in a store where nothing is yet. */
export interface Place {
  readonly store: Store;
  readonly uri: string;
  at(name: string): Address;
}

/** A store that runs, for the tests that are defined over it. */
export interface Running {
  readonly entry: StoreUnderTest;
  /** Only while tests run. */
  started(): Started;
  place(): Promise<Place>;
}

/** Defines the same tests for every store; where one cannot be had, they are skipped and say why. */
export function onEachStore(define: (running: Running) => void): void {
  for (const entry of stores) {
    const { name, missing } = entry;
    describe.skipIf(missing !== undefined)(`${name}${missing === undefined ? '' : `: ${missing}`}`, () => {
      let running: Started | undefined;
      beforeAll(async () => {
        running = await entry.start();
      });
      afterAll(() => running?.stop());
      const started = (): Started => running!;
      define({ entry, started, place: () => placeIn(started(), `${randomUUID()}/`) });
    });
  }
}

/** @param prefix below the root */
export async function placeIn({ access, root }: Started, prefix: string): Promise<Place> {
  const uri = root + prefix;
  const { store } = await openStore(uri, access);
  return { store, uri, at: (name) => parseAddress(uri + name) };
}
